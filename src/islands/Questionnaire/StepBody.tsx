import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { questions } from '../../questions/index.ts';
import type { QuestionId } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import type { FormValues } from './fields.ts';
import { QuestionField } from './QuestionField.tsx';
import type { Step } from './steps.ts';
import type { Rest } from './useRest.ts';
import { useWords } from './words.ts';

type Props = {
  step: Step;
  list: readonly QuestionId[];
  assumed: readonly QuestionId[] | undefined;
  form: UseFormReturn<FormValues>;
  facts: LinkFacts;
  rest: Rest | undefined;
  /** What the number given to a question means, below its control. */
  meaning: (id: QuestionId) => ReactNode;
};

/** What one step shows: its question, or everything on one page. */
export function StepBody({ step, list, assumed, form, facts, rest, meaning }: Props) {
  const { say } = useWords();
  const { defaultPath, paths } = facts.platform;
  const shown = questions.filter(({ id }) => (step === 'all' ? list.includes(id) : id === step));
  const isAll = step === 'all';
  const heading = isAll ? 'h2' : 'h1';
  return (
    <div className={isAll ? 'all-questions' : ''}>
      {isAll && (
        <div className="page-title">
          <h1 tabIndex={-1}>{say('assess.all')}</h1>
          <p>{say('assess.allHelp')}</p>
        </div>
      )}
      {shown.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          form={form}
          heading={heading}
          isAssumed={assumed?.includes(question.id)}
          amount={rest?.Amount}
          meaning={meaning}
        />
      ))}
      {rest && (isAll || step === 'path') && (
        <rest.PathField form={form} paths={Object.keys(paths)} defaultPath={defaultPath} heading={heading} />
      )}
      {rest && (isAll || step === 'service') && <rest.ServiceFields form={form} heading={heading} />}
    </div>
  );
}
