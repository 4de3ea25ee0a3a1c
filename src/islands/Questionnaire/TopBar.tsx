import type { Step } from './steps.ts';
import { useWords } from './words.ts';

type Props = {
  step: Step;
  /** The questions and the two steps after them, in order. */
  steps: readonly Step[];
  /** Whether nothing is known of the use case yet. */
  isFresh: boolean;
  back: (() => void) | undefined;
  switchView: () => void;
};

/** The way back, how far it is, and one question at a time or all at once. */
export function TopBar({ step, steps, isFresh, back, switchView }: Props) {
  const { say } = useWords();
  const place = steps.indexOf(step) + 1;
  return (
    <div className="assess-top no-print">
      {back && (
        <button type="button" className="link chevron back" onClick={back}>
          {say('assess.back')}
        </button>
      )}
      {place > 0 && (
        <p className="progress">
          {/* Before the use case is known, nearly every question may apply, and their number would only frighten. */}
          <span>{say(isFresh ? 'assess.progressStart' : 'assess.progress', { place, count: steps.length })}</span>
          <progress value={place - 1} max={steps.length} aria-label={say('assess.progressLabel')} />
        </p>
      )}
      {step !== 'check' && (
        <button type="button" className="link" onClick={switchView}>
          {say(step === 'all' ? 'assess.showOne' : 'assess.showAll')}
        </button>
      )}
    </div>
  );
}
