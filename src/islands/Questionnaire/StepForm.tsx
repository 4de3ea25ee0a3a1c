import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { QuestionId } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import type { FormValues } from './fields.ts';
import { StepBody } from './StepBody.tsx';
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
  isReady: boolean;
  /** Goes on, or not, and then says why. */
  submit: () => void;
};

/** The questions of one step, and the way on. */
export function StepForm({ step, list, assumed, form, facts, rest, meaning, isReady, submit }: Props) {
  const { say } = useWords();
  return (
    <form
      noValidate
      // Until the script runs nothing is sent: a form of a dialog that is in none does nothing.
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      <StepBody step={step} list={list} assumed={assumed} form={form} facts={facts} rest={rest} meaning={meaning} />
      <p className="assess-actions">
        <button type="submit" className="button">
          {say(step === 'all' ? 'assess.toCheck' : 'assess.continue')}
        </button>
      </p>
    </form>
  );
}
