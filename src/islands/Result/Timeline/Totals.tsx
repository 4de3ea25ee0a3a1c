import { formatNumber } from '../../../i18n/format.ts';
import type { MessageTotals, Timeline } from '../../../schema/timeline.ts';
import { useResultWords } from '../words.ts';
import { summaryOf } from './event-words.ts';

const NAMES: readonly (readonly [keyof MessageTotals, string])[] = [
  ['delivered', 'timeline.totalDelivered'],
  ['replayed', 'timeline.totalReplayed'],
  ['replaced', 'timeline.totalReplaced'],
  ['lost', 'timeline.totalLost'],
  ['pending', 'timeline.totalPending'],
  ['repeated', 'timeline.totalRepeated'],
];

/** What became of one setting in sentences and numbers; what is zero is left out, except losses. */
export function Totals({ timeline, name }: { timeline: Timeline; name: string }) {
  const words = useResultWords();
  const { say, locale } = words;
  const { totals } = timeline;
  return (
    <div className="outcome">
      <h3>{name}</h3>
      <p>{summaryOf(timeline, words)}</p>
      {totals.sent > 0 && (
        <dl className="totals small">
          <div>
            <dt>{say('timeline.totalSent')}</dt>
            <dd>{formatNumber(totals.sent, locale)}</dd>
          </div>
          {NAMES.filter(([key]) => totals[key] > 0 || key === 'lost').map(([key, text]) => (
            <div key={key} className={key === 'lost' && totals.lost > 0 ? 'is-lost' : ''}>
              <dt>{say(text)}</dt>
              <dd>{formatNumber(totals[key], locale)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
