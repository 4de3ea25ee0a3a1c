import type { TimelineEvent } from '../../../schema/timeline.ts';
import { numberOf, type Span } from './view.ts';

/** A stretch of messages or heartbeats; `marks` where there is room for single ones. */
export type Run = { readonly from: number; readonly to: number; readonly marks?: readonly number[] };
/** A part of what an event tells. `isBursts`: several stretches that are too close to be told apart, or not known apart. */
export type Stretch = Run & { readonly messages: number; readonly isBursts?: true };

/** Closest distance at which single marks can still be told apart. */
const MARK_PIXELS = 5;

function marksIn(from: number, to: number, every: number, [first, last]: Span): number[] {
  const start = Math.max(0, Math.ceil((first - from) / every - 1e-9));
  const end = Math.floor((Math.min(to, last) - from) / every + 1e-9);
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => from + (start + index) * every);
}

/** Something again and again, within the part that is shown. */
function runOf(from: number, to: number, every: number, span: Span, pixelsPerSecond: number): Run {
  const run = { from: Math.max(from, span[0]), to: Math.min(to, span[1]) };
  return every * pixelsPerSecond >= MARK_PIXELS ? { ...run, marks: marksIn(from, to, every, span) } : run;
}

/** The bursts of a service's messages, whole ones each: their beginnings and how long one is. */
function burstsOf({ atSeconds, untilSeconds = atSeconds, data }: TimelineEvent) {
  const [bursts, every, pause] = [
    numberOf(data, 'bursts'),
    numberOf(data, 'everySeconds'),
    numberOf(data, 'pauseSeconds'),
  ];
  const length = (numberOf(data, 'messages') / bursts - 1) * every;
  const period = length + pause;
  return { bursts, length, period, from: atSeconds, to: untilSeconds };
}

/** Whether the single bursts of an event are known: those of a client begin and end in the middle of one. */
const hasWholeBursts = ({ data }: TimelineEvent): boolean => numberOf(data, 'bursts') > 1 && data['from'] !== 'client';

/** Messages of an event in the part that is shown, as finely as the scale lets them be told. */
export function stretchesOf(event: TimelineEvent, span: Span, pixelsPerSecond: number): Stretch[] {
  const { atSeconds: from, untilSeconds: to = from, data } = event;
  if (to < span[0] || from > span[1]) return [];
  const messages = numberOf(data, 'messages');
  const every = numberOf(data, 'everySeconds');
  if (to === from || every === 0) return [{ from, to, messages, ...(to === from && { marks: [from] }) }];
  if (numberOf(data, 'bursts') < 2) return [{ ...runOf(from, to, every, span, pixelsPerSecond), messages }];
  const whole = { from: Math.max(from, span[0]), to: Math.min(to, span[1]), messages, isBursts: true as const };
  if (!hasWholeBursts(event)) return [whole];
  const { bursts, length, period } = burstsOf(event);
  if (period * pixelsPerSecond < 2 * MARK_PIXELS) return [whole];
  const first = Math.max(0, Math.floor((span[0] - from) / period));
  const last = Math.min(bursts - 1, Math.floor((span[1] - from) / period));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const start = from + (first + index) * period;
    return { ...runOf(start, start + length, every, span, pixelsPerSecond), messages: messages / bursts };
  }).filter((run) => run.to >= run.from);
}

/** Silences between the bursts of an event, which no event of their own tells. */
export function pausesOf(event: TimelineEvent, span: Span, pixelsPerSecond: number): Span[] {
  if (event.kind !== 'message' || !hasWholeBursts(event)) return [];
  const { bursts, length, period, from } = burstsOf(event);
  if (period * pixelsPerSecond < 2 * MARK_PIXELS) return [];
  return Array.from({ length: bursts - 1 }, (_, index): Span => {
    const start = from + index * period + length;
    return [start, from + (index + 1) * period];
  }).filter(([start, end]) => end >= span[0] && start <= span[1]);
}

/** Heartbeats of an event; those of several silences in one piece are told by the bursts around them. */
export function beatsOf(
  event: TimelineEvent,
  events: readonly TimelineEvent[],
  span: Span,
  pixelsPerSecond: number,
): Run[] {
  const { atSeconds: from, untilSeconds: to = from, data } = event;
  if (to < span[0] || from > span[1]) return [];
  const every = numberOf(data, 'everySeconds');
  if (to === from) return [{ from, to, marks: [from] }];
  if (Math.abs((to - from) / every - (numberOf(data, 'beats') - 1)) < 0.01)
    return [runOf(from, to, every, span, pixelsPerSecond)];
  const around = events.find(
    (other) =>
      other.kind === 'message' && other.atSeconds === from && other.untilSeconds === to && hasWholeBursts(other),
  );
  const pauses = around ? pausesOf(around, span, pixelsPerSecond) : [];
  if (pauses.length === 0) return [{ from: Math.max(from, span[0]), to: Math.min(to, span[1]) }];
  return pauses.flatMap(([start, end]) => {
    const last = start + (Math.ceil((end - start) / every - 1e-9) - 1) * every;
    return last > start ? [runOf(start + every, last, every, span, pixelsPerSecond)] : [];
  });
}

/**
 * The events that tell what a client says on a connection: its own, or those of the service where both say the same,
 * since these name every burst.
 */
export function finerEvents(event: TimelineEvent, events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  if (event.data['from'] !== 'client' || numberOf(event.data, 'bursts') < 2) return [event];
  const others = events.filter(
    ({ kind, connection, data }) =>
      kind === 'message' && connection === event.connection && data['from'] !== 'client' && !('lumps' in data),
  );
  const messages = others.reduce((sum, { data }) => sum + numberOf(data, 'messages'), 0);
  const isSame = messages === numberOf(event.data, 'messages') && others[0]?.atSeconds === event.atSeconds;
  return isSame ? others : [event];
}
