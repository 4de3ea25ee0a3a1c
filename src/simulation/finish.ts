import type { LimitKey } from '../schema/platform.ts';
import type { CutReason } from '../schema/timeline.ts';
import { toInterval, toMicros } from './clock.ts';
import { type Bytes, type Delivery, firstByteOut } from './delivery.ts';
import type { Disturbance, SimulatedLimit, SimulationInput } from './input.ts';
import { timeOf } from './pattern.ts';
import { bothQuietFrom, headersAt, quietFrom, type Stream } from './stream.ts';

/** How a connection ends, in whole microseconds. horizon: it would go on, and is not shown further. */
export type Finish =
  | { readonly kind: 'complete' | 'recycle' | 'told' | 'horizon'; readonly at: number }
  | {
      readonly kind: 'cut';
      readonly at: number;
      readonly reason: CutReason;
      /** Index of the hop that cuts. */
      readonly place: number;
      readonly limit?: LimitKey;
      /** The limit's own time. */
      readonly limitSeconds?: number;
    };
type Cut = Extract<Finish, { kind: 'cut' }>;

/** One connection as far as its end depends on it. */
export type Course = {
  readonly input: SimulationInput;
  readonly start: number;
  readonly server: Stream;
  readonly client: Stream;
  readonly delivery: Delivery;
  readonly bytes: Bytes;
};

const NEVER = Number.POSITIVE_INFINITY;

/** When a hop has read nothing from the side of the service for so long. */
function quietResponse({ input, start, server, client, delivery, bytes }: Course, place: number, length: number) {
  const sends = input.wire === 'grpc' && client.pattern !== undefined;
  if (place < delivery.place && delivery.mode !== 'at-once') {
    // In front of a hop that buffers, silence is what that hop keeps back.
    if (firstByteOut(delivery, server, bytes, start + length - 1) >= start + length) return start;
    if (delivery.mode === 'in-lumps') return bytes.quietAfterLump(length);
  }
  const armed = sends ? headersAt(server) : start;
  return armed === NEVER ? NEVER : quietFrom(server, armed, length);
}

/** When neither side has sent anything for so long, while the client has more of its request to send. */
function quietRequest({ input, start, server, client }: Course, length: number): number {
  if (!client.pattern && client.beat === NEVER) return NEVER;
  const at = bothQuietFrom(server, client, start, length);
  // Without a number of messages its request stays open until the run ends.
  return input.client.sends?.messages !== undefined && at >= lastMessage(client) ? NEVER : at;
}

/** When the client has sent all of its request. */
function lastMessage({ pattern, start }: Stream): number {
  if (!pattern || pattern.count === NEVER) return NEVER;
  return pattern.count === 0 ? start : timeOf(pattern, pattern.count - 1);
}

/** When this limit cuts the connection; Infinity when it never does. */
function firesAt(course: Course, place: number, limit: SimulatedLimit): number {
  const { input, start, server, client } = course;
  const length = toInterval(limit.seconds);
  if (limit.kind === 'total') {
    // Every poll is a request of its own; an answer at the very limit is in time.
    return input.wire === 'poll' ? quietFrom(server, start, length + 1) + length : start + length;
  }
  switch (limit.scope) {
    case 'response':
      return quietResponse(course, place, length) + length;
    case 'request':
      return quietRequest(course, length) + length;
    case 'either':
      return bothQuietFrom(server, client, start, length) + length;
  }
}

/** What a change on the platform does to a connection that was open before it. */
function disturbed(disturbance: Disturbance, { input, start }: Course): Finish[] {
  const at = toMicros(disturbance.atSeconds);
  const place = input.hops.findIndex(({ id }) => id === disturbance.hop);
  if (at <= start || place < 0) return [];
  if (disturbance.kind === 'reload') {
    const { drain } = disturbance;
    if (!drain) return [];
    const { limit, seconds } = drain;
    return [{ kind: 'cut', reason: 'reload', at: at + toMicros(seconds), place, limit, limitSeconds: seconds }];
  }
  const { drain, graceSeconds, endsWhenTold } = disturbance;
  if (endsWhenTold) return [{ kind: 'told', at }];
  const drains = drain && input.hops.findIndex(({ id }) => id === drain.hop);
  if (drain && drains !== undefined && drains >= 0 && drain.seconds <= graceSeconds) {
    const { limit, seconds } = drain;
    return [{ kind: 'cut', reason: 'drain', at: at + toMicros(seconds), place: drains, limit, limitSeconds: seconds }];
  }
  return [{ kind: 'cut', reason: 'deploy', at: at + toMicros(graceSeconds), place }];
}

/** The earlier; of two at the same moment the one that was named first. */
const earlier = <F extends Finish>(one: F | undefined, other: F): F => (one && one.at <= other.at ? one : other);

/**
 * What ends a connection first; undefined when nothing does. At the same moment: silence before anything that would break
 * it, a response that is complete before a limit on its time, a planned end before one that is not, a hop nearer to the
 * client before one farther away.
 */
export function finishOf(course: Course, completeAt: number, recycleAt: number): Finish | undefined {
  const { input } = course;
  let cut: Cut | undefined;
  for (const [place, { limits }] of input.hops.entries()) {
    for (const limit of limits) {
      const at = firesAt(course, place, limit);
      if (at === NEVER || (limit.kind === 'total' && at === completeAt)) continue;
      const { key, seconds } = limit;
      cut = earlier<Cut>(cut, { kind: 'cut', reason: limit.kind, at, place, limit: key, limitSeconds: seconds });
    }
  }
  const planned: Finish[] = [
    { kind: 'complete', at: completeAt },
    { kind: 'recycle', at: recycleAt },
    ...(input.disturbances ?? []).flatMap((disturbance) => disturbed(disturbance, course)),
  ];
  let first: Finish | undefined = cut?.reason === 'idle' ? cut : undefined;
  for (const finish of planned) if (finish.at !== NEVER) first = earlier<Finish>(first, finish);
  return cut && (!first || cut.at < first.at) ? cut : first;
}
