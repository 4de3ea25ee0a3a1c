import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { openOutcomes } from '../../outcomes.ts';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, GivenAnswers, QuestionId } from '../../schema/answers.ts';
import type { OpenQuestion } from '../../schema/assessment.ts';
import type { Facts } from '../../schema/facts.ts';
import type { OpenOutcomes, Standing } from '../../schema/what-if.ts';
import { Amount } from '../Questionnaire/Amount.tsx';
import { candidateOf, type FormValues, toFields } from '../Questionnaire/fields.ts';
import { resolver } from '../Questionnaire/form.ts';
import { QuestionField } from '../Questionnaire/QuestionField.tsx';
import { Section } from './Section.tsx';
import { useResultWords } from './words.ts';

type ItemProps = {
  id: QuestionId;
  file: AnswerFile;
  outcomes: OpenOutcomes['outcomes'] | undefined;
  answer: (id: QuestionId, value: unknown) => void;
};

/** What the answers to a question can still lead to, in a line. */
function Outcomes({ outcomes }: { outcomes: OpenOutcomes['outcomes'] }) {
  const { say, protocol } = useResultWords();
  const name = ({ protocol: id, tier }: Standing) =>
    `${id === null ? say('result.noneTitle') : protocol(id)} (${tier === null ? say('tier.none') : say('tier.short', { tier })})`;
  return (
    <span className="soft small open-outcomes">
      {outcomes.length < 2
        ? say('result.sameOutcome')
        : say('result.outcomes', { names: outcomes.map(name).join(say('assess.separator')) })}
    </span>
  );
}

function Item({ id, file, outcomes, answer }: ItemProps) {
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
        {outcomes && <Outcomes outcomes={outcomes} />}
      </summary>
      {isOpen && (
        <form
          noValidate
          onSubmit={async (event) => {
            event.preventDefault();
            if (await form.trigger(`answers.${id}`)) answer(id, candidateOf(question, form.getValues(`answers.${id}`)));
          }}
        >
          <QuestionField question={question} form={form} heading="h3" amount={Amount} />
          <button type="submit" className="button slim">
            {say('result.apply')}
          </button>
        </form>
      )}
    </details>
  );
}

type Props = {
  open: readonly OpenQuestion[];
  file: AnswerFile;
  facts: Facts;
  change: (file: AnswerFile) => void;
};

/** What is not known yet and could still change the advice; an answer given here counts at once. */
export function OpenQuestions({ open, file, facts, change }: Props) {
  const { say } = useResultWords();
  const [found, setFound] = useState<readonly OpenOutcomes[]>([]);
  // Asked for after the page is shown: it takes some hundred verdicts.
  useEffect(() => {
    const later = setTimeout(() => setFound(openOutcomes(file, facts)), 0);
    return () => clearTimeout(later);
  }, [file, facts]);
  const outcomesOf = (id: QuestionId) => found.find(({ question }) => question === id)?.outcomes;
  const decisive = [...open].sort(
    (a, b) => (outcomesOf(b.question)?.length ?? 0) - (outcomesOf(a.question)?.length ?? 0),
  );
  return (
    <Section id="open">
      {open.length === 0 ? (
        <p>{say('result.nothingOpen')}</p>
      ) : (
        <div className="open-questions">
          {decisive.map(({ question }) => (
            <Item
              key={question}
              id={question}
              file={file}
              outcomes={outcomesOf(question)}
              answer={(id, value) => change({ ...file, answers: { ...file.answers, [id]: value } as GivenAnswers })}
            />
          ))}
        </div>
      )}
    </Section>
  );
}
