import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, GivenAnswers, QuestionId } from '../../schema/answers.ts';
import { Amount } from '../Questionnaire/Amount.tsx';
import { candidateOf, type FormValues, toFields } from '../Questionnaire/fields.ts';
import { resolver, toFile } from '../Questionnaire/form.ts';
import { PathField } from '../Questionnaire/PathField.tsx';
import { QuestionField } from '../Questionnaire/QuestionField.tsx';
import { ServiceFields } from '../Questionnaire/ServiceFields.tsx';
import { useResultWords } from './words.ts';

/** What can be changed on the result page: an answer, the path, or the names. */
export type Editable = QuestionId | 'path' | 'service';

type Props = {
  id: Editable;
  file: AnswerFile;
  paths: readonly string[];
  /** Address of the same question in the questionnaire. */
  address: string;
  apply: (file: AnswerFile) => void;
  cancel: () => void;
};

/** The controls of the questionnaire for one answer, where it is read; nothing counts before it is applied. */
export function Editor({ id, file, paths, address, apply, cancel }: Props) {
  const { say } = useResultWords();
  const box = useRef<HTMLFormElement>(null);
  const question = questions.find((each) => each.id === id);
  const form = useForm<FormValues, { mayBeEmpty: boolean }>({
    defaultValues: toFields(questions, file, file.path ?? ''),
    resolver,
    context: { mayBeEmpty: false },
  });
  useEffect(() => {
    const chosen = box.current?.querySelector<HTMLElement>('.options :checked');
    const first = box.current?.querySelector<HTMLElement>('.question input');
    (chosen ?? first)?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const submit = async () => {
    const values = form.getValues();
    if (question) {
      if (!(await form.trigger(`answers.${question.id}`))) return;
      const value = candidateOf(question, values.answers[question.id]);
      apply({ ...file, answers: { ...file.answers, [question.id]: value } as GivenAnswers });
    } else if (id === 'path') apply({ ...file, path: values.path });
    else if (await form.trigger('service')) apply({ ...file, service: toFile(values, file).service });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancel();
  };
  return (
    <form
      ref={box}
      className="editor"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {question && (
        <QuestionField
          question={question}
          form={form}
          heading="h3"
          isAssumed={file.assumed?.includes(question.id)}
          amount={Amount}
        />
      )}
      {id === 'path' && <PathField form={form} paths={paths} defaultPath={paths[0] ?? ''} heading="h3" />}
      {id === 'service' && <ServiceFields form={form} heading="h3" />}
      <p className="editor-actions">
        <button type="submit" className="button slim">
          {say('result.apply')}
        </button>
        <button type="button" className="button quiet slim" onClick={cancel}>
          {say('result.cancel')}
        </button>
        <a className="small" href={address}>
          {say('result.inQuestionnaire')}
        </a>
      </p>
    </form>
  );
}
