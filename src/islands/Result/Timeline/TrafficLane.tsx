import { formatNumber } from '../../../i18n/format.ts';
import { formatMoment } from '../../../i18n/moment.ts';
import type { TimelineEvent } from '../../../schema/timeline.ts';
import { textWidth } from '../../Charts/labels.ts';
import { useResultWords } from '../words.ts';
import { extent, Inside, type LaneProps } from './lane.tsx';
import { FONT_PIXELS, type Frame, type Lane, laneOf } from './layout.ts';
import { MissedMark } from './Marks.tsx';
import { beatsOf, finerEvents, pausesOf, stretchesOf } from './runs.ts';
import { numberOf } from './view.ts';

type EventProps = Omit<LaneProps, 'timeline'> & { event: TimelineEvent; events: readonly TimelineEvent[] };

const pixelsPerSecond = ({ scale, span }: Frame) => (scale.range[1] - scale.range[0]) / (span[1] - span[0]);

/** Messages: single marks where they can be told apart, a block with their number otherwise. */
function Messages({ event, events, frame, y, height, hatch }: EventProps) {
  const { say, locale } = useResultWords();
  const { scale, span } = frame;
  const all = finerEvents(event, events).flatMap((each) => stretchesOf(each, span, pixelsPerSecond(frame)));
  return all.map(({ from, to, marks, messages, isBursts }) => {
    const [left, right] = [scale(from), scale(to)];
    if (marks) {
      const lines = marks.map((at) => `M${scale(at).toFixed(1)} ${y + 3}V${y + height - 3}`);
      return <path key={from} className="message" d={lines.join('')} />;
    }
    const count = formatNumber(messages, locale);
    const block = { x: left, y: y + 3, width: Math.max(2, right - left), height: height - 6 };
    return (
      <g key={from}>
        {isBursts ? (
          <rect className="bursts" {...block} fill={`url(#${hatch})`} />
        ) : (
          <rect className="messages" {...block} />
        )}
        <Inside
          name={isBursts ? 'on-held' : 'on-messages'}
          texts={
            isBursts
              ? [say('timeline.burstsLabel', { messages, bursts: numberOf(event.data, 'bursts') }), count]
              : [count]
          }
          from={left}
          to={right}
          y={y + height / 2}
        />
      </g>
    );
  });
}

function Heartbeats({ event, events, frame, y, height }: EventProps) {
  const { scale, span } = frame;
  const middle = y + height / 2;
  return beatsOf(event, events, span, pixelsPerSecond(frame)).map(({ from, to, marks }) =>
    marks ? (
      marks.map((at) => <circle key={at} className="beat" cx={scale(at)} cy={middle} r="2.5" />)
    ) : (
      <path key={from} className="beats" d={`M${scale(from)} ${middle}H${scale(to)}`} />
    ),
  );
}

/** Silences between two messages, as a measure with its length. */
function Silences({ event, frame, y, height }: EventProps) {
  const { locale } = useResultWords();
  const { atSeconds, untilSeconds = atSeconds } = event;
  const spans =
    event.kind === 'silence'
      ? [[atSeconds, untilSeconds] as const]
      : pausesOf(event, frame.span, pixelsPerSecond(frame));
  const [top, middle, bottom] = [y + 3, y + height / 2, y + height - 3];
  return spans.map(([start, end]) => {
    const place = extent(frame, start, end);
    if (!place) return null;
    const [from, to] = place;
    return (
      <g key={start}>
        <path className="silence" d={`M${from} ${top}V${bottom}M${to} ${top}V${bottom}M${from} ${middle}H${to}`} />
        <Inside name="on-silence" texts={[formatMoment(end - start, locale)]} from={from} to={to} y={middle} />
      </g>
    );
  });
}

/** What a hop holds back, or requests that wait for news: a hatched block. */
function Held({ event, frame, y, height, hatch }: EventProps) {
  const { say, hop, locale } = useResultWords();
  const { kind, atSeconds, untilSeconds = atSeconds, data } = event;
  const place = extent(frame, atSeconds, untilSeconds);
  if (!place) return null;
  const [from, to] = place;
  const text =
    kind === 'poll'
      ? formatNumber(numberOf(data, 'polls'), locale)
      : say('timeline.heldLabel', { hop: hop(event.hop ?? '') });
  return (
    <g className={kind}>
      <rect x={from} y={y + 2} width={Math.max(2, to - from)} height={height - 4} fill={`url(#${hatch})`} />
      <Inside name="on-held" texts={[text]} from={from} to={to} y={y + height / 2} />
    </g>
  );
}

/** What became of missed messages, by shape and number; those of both sides at one moment are one mark. */
function Missed({ event, events, frame, y, height }: EventProps) {
  const { locale } = useResultWords();
  const missed = events.filter((other) => laneOf(other) === 'Missed');
  const together = missed.filter((other) => other.kind === event.kind && other.atSeconds === event.atSeconds);
  const place = extent(frame, event.atSeconds, event.atSeconds);
  if (!place || together[0] !== event) return null;
  const [x] = place;
  const messages = together.reduce((sum, { data }) => sum + numberOf(data, 'messages'), 0);
  const text = formatNumber(messages, locale);
  const next = missed.find(({ atSeconds }) => atSeconds > event.atSeconds);
  const room = next ? frame.scale(next.atSeconds) - x : Number.POSITIVE_INFINITY;
  return (
    <g>
      <MissedMark event={event} x={x} y={y + height / 2} />
      {room > textWidth(text, FONT_PIXELS) + 16 && (
        <text className="on-lane" x={x + 9} y={y + height / 2 + 4}>
          {text}
        </text>
      )}
    </g>
  );
}

const DRAWN = { Requests: Held, Messages, Sent: Messages, Heartbeats, Silence: Silences, Missed } as const;

/** One row of the picture other than the connections. */
export function TrafficLane({ lane, timeline, ...rest }: LaneProps & { lane: Exclude<Lane, 'Connection'> }) {
  const { events } = timeline;
  const Drawn = DRAWN[lane];
  const drawn = events.filter((event) => laneOf(event) === lane || (lane === 'Silence' && event.kind === 'message'));
  return drawn.map((event, index) => {
    const One = event.kind === 'held' ? Held : Drawn;
    return <One key={index} event={event} events={events} {...rest} />;
  });
}
