import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, GivenAnswers, QuestionId } from '../../schema/answers.ts';
import type { OpenQuestion } from '../../schema/assessment.ts';
import { candidateOf, type FormValues, toFields } from '../Questionnaire/fields.ts';
import { resolver } from '../Questionnaire/form.ts';
import { QuestionField } from '../Questionnaire/QuestionField.tsx';
import { Section } from './Section.tsx';
import { useResultWords } from './words.ts';

type ItemProps = { id: QuestionId; file: AnswerFile; answer: (id: QuestionId, value: unknown) => void };

function Item({ id, file, answer }: ItemProps) {
  const { say, texts } = useResultWords();
  const [isOpen, setOpen] = useState(false);
  const question = questions.find((each) => each.id === id);
  const form = useForm<FormValues, { mayBeEmpty: boolean }>({
    defaultValues: toFields(questions, file, file.path ?? ''),
    resolver,
    context: { mayBeEmpty: false },
  });
  if (!question) return null;
  return (
    <details className="open-question" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {texts.questions[id]?.label}{' '}
        {file.answers[id] !== undefined && <span className="tag">{say('assess.notSure')}</span>}
      </summary>
      {isOpen && (
        <form
          noValidate
          onSubmit={async (event) => {
            event.preventDefault();
            if (await form.trigger(`answers.${id}`)) answer(id, candidateOf(question, form.getValues(`answers.${id}`)));
          }}
        >
          <QuestionField question={question} form={form} heading="h3" />
          <button type="submit" className="button slim">
            {say('result.apply')}
          </button>
        </form>
      )}
    </details>
  );
}

type Props = { open: readonly OpenQuestion[]; file: AnswerFile; change: (file: AnswerFile) => void };

/** What is not known yet and could still change the advice; an answer given here counts at once. */
export function OpenQuestions({ open, file, change }: Props) {
  const { say } = useResultWords();
  return (
    <Section id="open">
      {open.length === 0 ? (
        <p>{say('result.nothingOpen')}</p>
      ) : (
        <div className="open-questions">
          {open.map(({ question }) => (
            <Item
              key={question}
              id={question}
              file={file}
              answer={(id, value) => change({ ...file, answers: { ...file.answers, [id]: value } as GivenAnswers })}
            />
          ))}
        </div>
      )}
    </Section>
  );
}
