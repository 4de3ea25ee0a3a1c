import { formatMoment } from '../../../i18n/moment.ts';
import type { Timeline } from '../../../schema/timeline.ts';
import { useResultWords } from '../words.ts';
import { eventSentence } from './event-words.ts';

type Props = { timeline: Timeline; name: string; goTo: (at: number) => void };

/** Every event of one setting in words; each time leads to its place in the picture. */
export function EventList({ timeline, name, goTo }: Props) {
  const words = useResultWords();
  const { say, locale } = words;
  return (
    <table className="events">
      <caption>{say('timeline.listOf', { name })}</caption>
      <thead>
        <tr>
          <th scope="col">{say('timeline.listTime')}</th>
          <th scope="col">{say('timeline.listEvent')}</th>
        </tr>
      </thead>
      <tbody>
        {timeline.events.map((event, index) => (
          <tr key={index} className={event.kind === 'cut' ? 'is-cut' : ''}>
            <th scope="row">
              <button type="button" className="link" onClick={() => goTo(event.atSeconds)}>
                {formatMoment(event.atSeconds, locale)}
                <span className="hidden-text"> {say('timeline.showThere')}</span>
              </button>
            </th>
            <td>{eventSentence(event, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
