import { type KeyboardEvent, useId, useState } from 'react';
import { formatMoment } from '../../../i18n/moment.ts';
import type { Timeline, TimelineEvent } from '../../../schema/timeline.ts';
import { useResultWords } from '../words.ts';
import { eventSentence, inSentences } from './event-words.ts';
import {
  eventsAt,
  isEnding,
  isSame,
  lengthOf,
  momentsOf,
  type Pair,
  stateAt,
  stepFrom,
  type Zoom,
  zoomOf,
} from './view.ts';

const zooms: readonly Zoom[] = ['session', 'connection', 'cut'];
const NAMES: { readonly [Z in Zoom]: string } = {
  session: 'timeline.wholeSession',
  connection: 'timeline.oneConnection',
  cut: 'timeline.firstCut',
};

/** Keys of the scrubber: to the next event, or with page keys to the next end of a connection. */
const STEPS: { readonly [key: string]: { readonly direction: 1 | -1; readonly far?: true } } = {
  ArrowRight: { direction: 1 },
  ArrowUp: { direction: 1 },
  ArrowLeft: { direction: -1 },
  ArrowDown: { direction: -1 },
  PageUp: { direction: 1, far: true },
  PageDown: { direction: -1, far: true },
};

type ZoomProps = { pair: Pair; zoom: Zoom; change: (zoom: Zoom, at?: number) => void };

/** How long a part of the time is shown; only parts that show more than the whole does. */
export function ZoomButtons({ pair, zoom, change }: ZoomProps) {
  const { say } = useResultWords();
  const offered = zooms.filter((each) => zoomOf(each, pair));
  if (offered.length < 2) return null;
  return (
    <fieldset className="zoom no-print">
      <legend>{say('timeline.zoom')}</legend>
      {offered.map((each) => (
        <button
          key={each}
          type="button"
          className="button quiet slim"
          aria-pressed={zoom === each}
          onClick={() => change(each, each === 'session' ? undefined : zoomOf(each, pair)?.at)}
        >
          {say(NAMES[each])}
        </button>
      ))}
    </fieldset>
  );
}

const settingsOf = (pair: Pair) => (isSame(pair) ? (['today'] as const) : (['today', 'proposed'] as const));

/** Events that say by themselves how things stand after them. */
const TELLS_STATE: readonly TimelineEvent['kind'][] = ['open', 'reconnect', 'gives-up', 'end', 'continues'];

/** How things stand at a moment, and what happens at it, in sentences. */
function useTold(at: number) {
  const words = useResultWords();
  return (timeline: Timeline): string => {
    const { state, connection = 0 } = stateAt(timeline, at);
    const events = eventsAt(timeline, at);
    const sentences = events.map((event) => eventSentence(event, words));
    if (!events.some(({ kind }) => TELLS_STATE.includes(kind)))
      sentences.push(words.say(`timeline.${state}`, { connection }));
    return inSentences(sentences, words.locale);
  };
}

type MoveProps = { pair: Pair; at: number; goTo: (at: number) => void };

/** Moves through the session: by dragging, by arrow keys from event to event, by page keys from end to end. */
export function Scrubber({ pair, at, goTo, gutter }: MoveProps & { gutter: number }) {
  const { say, locale } = useResultWords();
  const told = useTold(at);
  const id = useId();
  const moments = momentsOf(pair);
  const ends = [0, ...[...pair.today.events, ...pair.proposed.events].filter(isEnding).map((event) => event.atSeconds)];
  ends.sort((one, other) => one - other);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(stepFrom(at, step.direction, step.far ? ends : moments));
  };
  const texts = settingsOf(pair).map((setting) => `${say(`timeline.${setting}`)}: ${told(pair[setting])}`);
  return (
    <div className="scrubber no-print" style={{ paddingInlineStart: `${gutter}px` }}>
      <label htmlFor={id} className="hidden-text">
        {say('timeline.scrubber')}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={lengthOf(pair)}
        step="any"
        value={at}
        aria-valuetext={inSentences([`${formatMoment(at, locale)}.`, ...texts], locale)}
        aria-describedby={`${id}-help`}
        onInput={(event) => goTo(Number(event.currentTarget.value))}
        onKeyDown={onKeyDown}
      />
      <p className="hidden-text" id={`${id}-help`}>
        {say('timeline.scrubberHelp')}
      </p>
    </div>
  );
}

/** The moment of the scrubber in words, and the way to the event before it and after it. */
export function Moment({ pair, at, goTo }: MoveProps) {
  const { say, locale } = useResultWords();
  const told = useTold(at);
  const moments = momentsOf(pair);
  // The slider tells its value itself; only what these buttons do has to be announced.
  const [isByButton, setByButton] = useState(false);
  const button = (direction: 1 | -1, sign: string, name: string) => (
    <button
      type="button"
      className="button quiet slim"
      onClick={() => {
        setByButton(true);
        goTo(stepFrom(at, direction, moments));
      }}
      onBlur={() => setByButton(false)}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="hidden-text">{say(name)}</span>
    </button>
  );
  return (
    <div className="moment no-print">
      <p className="moment-time">
        {button(-1, '◂', 'timeline.previous')}
        <strong>{formatMoment(at, locale)}</strong>
        {button(1, '▸', 'timeline.next')}
        <span className="small soft">{say('timeline.scrubberHelp')}</span>
      </p>
      <div className="moment-told" aria-live={isByButton ? 'polite' : 'off'}>
        {settingsOf(pair).map((setting) => (
          <p key={setting}>
            {!isSame(pair) && <strong>{say(`timeline.${setting}`)} </strong>}
            {told(pair[setting])}
          </p>
        ))}
      </div>
    </div>
  );
}
