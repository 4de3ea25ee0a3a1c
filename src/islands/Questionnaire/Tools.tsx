import type { AnswerFile } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import type { Rest } from './useRest.ts';
import { useWords } from './words.ts';

type Props = {
  facts: LinkFacts;
  rest: Rest | undefined;
  open: (file: AnswerFile) => void;
  restart: () => void;
  restore: (() => void) | undefined;
};

/** What concerns the answers as a whole: files, and starting again. */
export function Tools({ facts, rest, open, restart, restore }: Props) {
  const { say } = useWords();
  return (
    <details className="why tools no-print">
      <summary>{say('assess.tools')}</summary>
      <div className="stack">
        {rest && <rest.OpenFile facts={facts} open={open} />}
        <p>
          <button type="button" className="link" onClick={restart}>
            {say('assess.restart')}
          </button>{' '}
          {restore && (
            <button type="button" className="link" onClick={restore}>
              {say('assess.restore')}
            </button>
          )}
        </p>
      </div>
    </details>
  );
}
