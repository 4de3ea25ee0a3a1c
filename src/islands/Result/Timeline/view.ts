import type { FindingData } from '../../../schema/assessment.ts';
import type { Timeline, TimelineEvent } from '../../../schema/timeline.ts';

/** The two settings that are drawn above each other. */
export type Pair = { readonly today: Timeline; readonly proposed: Timeline };
/** A part of the time, in seconds. */
export type Span = readonly [from: number, to: number];
/** session: all that is shown. connection, cut: a part that moves with the scrubber. */
export type Zoom = 'session' | 'connection' | 'cut';

/** One connection from its opening to its end. */
export type Segment = {
  readonly connection: number;
  readonly from: number;
  readonly to: number;
  /** What ended it; left out where the client was refused, or where what is shown ends. */
  readonly ending?: TimelineEvent;
};

/** A number of an event; 0 where it has none of this name. */
export const numberOf = (data: FindingData, key: string): number => Number(data[key] ?? 0);

const ENDINGS: readonly TimelineEvent['kind'][] = ['cut', 'planned-recycle', 'end'];

/** Whether this event ends a connection. */
export const isEnding = ({ kind }: TimelineEvent): boolean => ENDINGS.includes(kind);

export function segmentsOf({ events, shownSeconds }: Timeline): Segment[] {
  const after = ({ kind, connection }: TimelineEvent, number: number) =>
    (kind === 'reconnect' && connection === number + 1) || (kind === 'gives-up' && connection === number);
  return events
    .filter(({ kind }) => kind === 'open')
    .map(({ connection, atSeconds: from }) => {
      const ending = events.find((event) => isEnding(event) && event.connection === connection);
      const end = ending ?? events.find((event) => after(event, connection));
      return { connection, from, to: end?.atSeconds ?? shownSeconds, ...(ending && { ending }) };
    });
}

/** How long the picture is: as long as the longer of the two. */
export const lengthOf = ({ today, proposed }: Pair): number => Math.max(today.shownSeconds, proposed.shownSeconds, 1);

/** Whether both settings come out the same, so that one picture is enough. */
export const isSame = ({ today, proposed }: Pair): boolean => JSON.stringify(today) === JSON.stringify(proposed);

export const firstCut = ({ events }: Timeline): TimelineEvent | undefined => events.find(({ kind }) => kind === 'cut');

/** Seconds shown before and after a cut, so that the reconnect after it can be seen. */
const AROUND_SECONDS = 10;
/** A reconnect takes at most this share of the part that is shown around a cut. */
const RECONNECT_SHARE = 0.2;
/** A part that is hardly shorter than the whole is no zoom. */
const MOST_SHARE = 0.8;

/** Where a zoom begins, and how long a part it shows; undefined where it would show nothing that the whole does not. */
export function zoomOf(zoom: Zoom, pair: Pair): { readonly seconds: number; readonly at: number } | undefined {
  const all = lengthOf(pair);
  if (zoom === 'session') return { seconds: all, at: 0 };
  const cut = firstCut(pair.today) ?? firstCut(pair.proposed);
  const lengths = [pair.today, pair.proposed].flatMap((timeline) => segmentsOf(timeline).slice(0, 1));
  const first = Math.min(...lengths.map(({ from, to }) => to - from));
  if (zoom === 'cut' && !cut) return undefined;
  const gap = pair.today.events.find(({ kind }) => kind === 'reconnect');
  const gapSeconds = gap ? (gap.untilSeconds ?? gap.atSeconds) - gap.atSeconds : 0;
  const seconds = zoom === 'connection' ? first * 1.1 : Math.max(2 * AROUND_SECONDS, gapSeconds / RECONNECT_SHARE);
  if (!(seconds > 0) || seconds > all * MOST_SHARE) return undefined;
  return { seconds, at: zoom === 'cut' ? (cut?.atSeconds ?? 0) : 0 };
}

/** The part that is shown: around the scrubber, and never beyond the ends. */
export function windowOf(zoom: Zoom, at: number, pair: Pair): Span {
  const all = lengthOf(pair);
  const seconds = Math.min(all, zoomOf(zoom, pair)?.seconds ?? all);
  const from = Math.max(0, Math.min(at - seconds / 2, all - seconds));
  return [from, from + seconds];
}

const SAME_MOMENT_SECONDS = 1e-6;
const isAt = (event: TimelineEvent, at: number) => Math.abs(event.atSeconds - at) <= SAME_MOMENT_SECONDS;

/** Moments at which something happens in either setting, in order. */
export function momentsOf({ today, proposed }: Pair): number[] {
  const all = [...today.events, ...proposed.events].map(({ atSeconds }) => atSeconds).sort((one, other) => one - other);
  return all.filter((at, index) => index === 0 || at - (all[index - 1] ?? 0) > SAME_MOMENT_SECONDS);
}

/** The next moment after this one, or the one before it; the same where there is none. */
export function stepFrom(at: number, direction: 1 | -1, moments: readonly number[]): number {
  const beyond = (moment: number) => (moment - at) * direction > SAME_MOMENT_SECONDS;
  return (direction === 1 ? moments.find(beyond) : moments.findLast(beyond)) ?? at;
}

/** How things stand at a moment; a key of room `timeline`. */
export type State = 'stateOpen' | 'stateBetween' | 'stateOver' | 'stateGone' | 'stateLater';

export function stateAt(timeline: Timeline, at: number): { readonly state: State; readonly connection?: number } {
  const open = segmentsOf(timeline).findLast(({ from, to }) => from <= at && at < to);
  if (open) return { state: 'stateOpen', connection: open.connection };
  const last = timeline.events.at(-1);
  if (at < timeline.shownSeconds || !last) return { state: 'stateBetween' };
  if (last.kind === 'end') return { state: 'stateOver' };
  return { state: last.kind === 'gives-up' ? 'stateGone' : 'stateLater' };
}

const GOES_ON: readonly TimelineEvent['kind'][] = ['message', 'poll', 'silence', 'held'];

/** What happens at a moment: what begins at it, and what goes on through it. */
export function eventsAt({ events }: Timeline, at: number): TimelineEvent[] {
  const goesOn = (event: TimelineEvent) =>
    GOES_ON.includes(event.kind) && event.atSeconds < at && at < (event.untilSeconds ?? event.atSeconds);
  return events.filter((event) => isAt(event, at) || goesOn(event));
}
