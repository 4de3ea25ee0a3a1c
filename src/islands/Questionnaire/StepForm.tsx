import type { ComponentProps } from 'react';
import { StepBody } from './StepBody.tsx';
import { useWords } from './words.ts';

type Props = ComponentProps<typeof StepBody> & {
  isReady: boolean;
  /** Goes on, or not, and then says why. */
  submit: () => void;
};

/** The questions of one step, and the way on. */
export function StepForm({ isReady, submit, ...body }: Props) {
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
      <StepBody {...body} />
      <p className="assess-actions">
        <button type="submit" className="button">
          {say(body.step === 'all' ? 'assess.toCheck' : 'assess.continue')}
        </button>
      </p>
    </form>
  );
}
