import type { Assessment } from '../../schema/assessment.ts';
import type { Change } from './useChanges.ts';
import { useResultWords } from './words.ts';

type Standing = Pick<Assessment['recommendation'], 'protocol' | 'tier'>;
type Props = { last: Change | undefined; now: Standing; undo: () => void; keep: () => void };

/** What was just changed and what that led to, said once, with the way back. */
export function ChangeBar({ last, now, undo, keep }: Props) {
  const { say, protocol } = useResultWords();
  const name = ({ protocol: id, tier }: Standing) =>
    id === null
      ? say('result.noneTitle')
      : `${protocol(id)}${say('assess.separator')}${tier === null ? say('tier.none') : say('tier.short', { tier })}`;
  const isSame = last && last.from.protocol === now.protocol && last.from.tier === now.tier;
  return (
    <div className={last ? 'change-bar no-print' : ''}>
      <p role="status">
        {last && (
          <>
            {last.text}{' '}
            <strong>
              {isSame
                ? say('result.staysAs', { now: name(now) })
                : say('result.turnsTo', { from: name(last.from), now: name(now) })}
            </strong>
          </>
        )}
      </p>
      {last && (
        <p className="change-actions">
          <button type="button" className="button slim" onClick={undo}>
            {say('result.undo')}
          </button>
          <button type="button" className="button quiet slim" onClick={keep}>
            {say('result.keep')}
          </button>
        </p>
      )}
    </div>
  );
}
