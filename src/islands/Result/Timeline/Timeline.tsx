import { useMemo, useRef, useState } from 'react';
import type { AnswerFile } from '../../../schema/answers.ts';
import type { Facts } from '../../../schema/facts.ts';
import { unmodelled } from '../../../schema/timeline.ts';
import { simulateFile } from '../../../simulate-file.ts';
import { useWidth } from '../../Charts/useWidth.ts';
import { type Shown, useResultWords } from '../words.ts';
import { Moment, Scrubber, ZoomButtons } from './Controls.tsx';
import { EventList } from './EventList.tsx';
import { inSentences } from './event-words.ts';
import { frameOf } from './layout.ts';
import { Picture } from './Picture.tsx';
import { Totals } from './Totals.tsx';
import { firstCut, isSame, type Pair, windowOf, type Zoom } from './view.ts';

type Props = { assessment: Shown; file: AnswerFile; facts: Facts };

/** Everything there is to see of one session: what became of it, the picture, its controls, and its text. */
function Session({ pair }: { pair: Pair }) {
  const words = useResultWords();
  const { say } = words;
  const [box, width] = useWidth<HTMLDivElement>();
  const picture = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState<Zoom>('session');
  const [at, setAt] = useState(() => firstCut(pair.today)?.atSeconds ?? 0);
  const span = useMemo(() => windowOf(zoom, at, pair), [zoom, at, pair]);
  const frame = useMemo(() => frameOf(width, pair, span, words), [width, pair, span, words]);
  const same = isSame(pair);
  const settings = same ? (['today'] as const) : (['today', 'proposed'] as const);
  const name = (setting: 'today' | 'proposed') => say(`timeline.${same ? 'same' : setting}`);
  const show = (moment: number) => {
    setAt(moment);
    picture.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <div className="outcomes">
        {settings.map((setting) => (
          <Totals key={setting} timeline={pair[setting]} name={name(setting)} />
        ))}
      </div>
      <figure className="timeline" ref={picture}>
        <ZoomButtons
          pair={pair}
          zoom={zoom}
          change={(next, moment = at) => {
            setZoom(next);
            setAt(moment);
          }}
        />
        <div ref={box} className="timeline-picture">
          <Picture pair={pair} frame={frame} at={at} goTo={setAt} />
          <Scrubber pair={pair} at={at} goTo={setAt} gutter={frame.gutter} />
        </div>
        <Moment pair={pair} at={at} goTo={setAt} />
      </figure>
      <details className="diagram-text">
        <summary>
          {say('timeline.list', { count: settings.reduce((sum, setting) => sum + pair[setting].events.length, 0) })}
        </summary>
        <div className="event-lists">
          {settings.map((setting) => (
            <EventList key={setting} timeline={pair[setting]} name={name(setting)} goTo={show} />
          ))}
        </div>
      </details>
    </>
  );
}

/** One connection and its successors, or why there is nothing to follow. */
export default function Timeline({ assessment, file, facts }: Props) {
  const { say, question, locale } = useResultWords();
  const { today, proposed, absence, missing, assumptions } = useMemo(
    () => simulateFile(assessment, file, facts),
    [assessment, file, facts],
  );
  // A new pair is a new session: scrubber and zoom begin again.
  const pair = useMemo(() => today && proposed && { today, proposed }, [today, proposed]);
  const names = missing.map(question).join(say('assess.separator'));
  return (
    <>
      {absence && <p>{say(`timeline.${absence}`)}</p>}
      {missing.length > 0 && <p>{say('timeline.missing', { questions: names })}</p>}
      {pair && <Session key={JSON.stringify(file)} pair={pair} />}
      {assumptions.length > 0 && (
        <p className="small soft measure">
          {inSentences([say('timeline.assumed'), ...assumptions.map((id) => say(`timeline.${id}`))], locale)}
        </p>
      )}
      {pair && (
        <details className="diagram-text">
          <summary>{say('timeline.unmodelled')}</summary>
          <ul className="small">
            {unmodelled.map((id) => (
              <li key={id}>{say(`timeline.${id}`)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
