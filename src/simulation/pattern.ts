import { toInterval, toMicros } from './clock.ts';
import type { Sending } from './input.ts';

/** Times of messages in whole microseconds, told in closed form: a hundred years take no longer than a second. */
export type Pattern = {
  /** When message 0 is sent. */
  readonly first: number;
  readonly every: number;
  /** Messages of a burst; Infinity for one burst without end. */
  readonly burst: number;
  readonly pause: number;
  /** Messages in all; Infinity where only the run bounds them. */
  readonly count: number;
};

/** The pattern of one side, on a clock that starts at `zero`. */
function toPattern(sends: Sending, zero: number): Pattern {
  const { firstSeconds, everySeconds, messagesPerBurst, pauseSeconds, messages } = sends;
  const every = toInterval(everySeconds);
  const bursts = messagesPerBurst !== undefined && pauseSeconds !== undefined;
  return {
    first: zero + Math.max(0, toMicros(firstSeconds)),
    every,
    burst: bursts ? Math.max(1, Math.floor(messagesPerBurst)) : Number.POSITIVE_INFINITY,
    pause: bursts ? toInterval(pauseSeconds) : every,
    count: Math.max(0, messages ?? Number.POSITIVE_INFINITY),
  };
}

/** The same, with no message after the end of the run; Infinity where it has none. */
export function patternOf(sends: Sending, zero: number, endAt: number): Pattern {
  const pattern = toPattern(sends, zero);
  return endAt === Number.POSITIVE_INFINITY ? pattern : { ...pattern, count: countUpTo(pattern, endAt) };
}

/** From the first message of a burst to the first of the next. */
export const periodOf = ({ every, burst, pause }: Pattern): number => (burst - 1) * every + pause;

/** Burst of a message, and its place there. */
function placeOf({ burst }: Pattern, index: number): [burstIndex: number, place: number] {
  if (burst === Number.POSITIVE_INFINITY) return [0, index];
  const burstIndex = Math.floor(index / burst);
  return [burstIndex, index - burstIndex * burst];
}
export const burstOf = (pattern: Pattern, index: number): number => placeOf(pattern, index)[0];

/** When a message is sent; Infinity beyond the last. */
export function timeOf(pattern: Pattern, index: number): number {
  if (index >= pattern.count) return Number.POSITIVE_INFINITY;
  const [burstIndex, place] = placeOf(pattern, index);
  return pattern.first + (burstIndex === 0 ? 0 : burstIndex * periodOf(pattern)) + place * pattern.every;
}

/** How many messages are sent until then, inclusive. */
export function countUpTo(pattern: Pattern, time: number): number {
  const { first, every, burst, count } = pattern;
  if (time === Number.POSITIVE_INFINITY) return count;
  const elapsed = time - first;
  if (elapsed < 0) return 0;
  const inBurst = (rest: number) => Math.floor(rest / every) + 1;
  if (burst === Number.POSITIVE_INFINITY) return Math.min(count, inBurst(elapsed));
  const bursts = Math.floor(elapsed / periodOf(pattern));
  return Math.min(count, bursts * burst + Math.min(burst, inBurst(elapsed - bursts * periodOf(pattern))));
}

/** How many messages are sent before then. */
export const countBefore = (pattern: Pattern, time: number): number => countUpTo(pattern, time - 1);

/** From a message to the next; Infinity after the last. */
export function gapAfter(pattern: Pattern, index: number): number {
  if (index >= pattern.count - 1) return Number.POSITIVE_INFINITY;
  return placeOf(pattern, index)[1] < pattern.burst - 1 ? pattern.every : pattern.pause;
}

/** The first message, from this one on, after which nothing follows for so long; Infinity where there is none. */
export function firstWideGap(pattern: Pattern, index: number, length: number): number {
  const { every, burst, pause, count } = pattern;
  const [, place] = placeOf(pattern, index);
  const endOfBurst = index - place + burst - 1;
  let found = Number.POSITIVE_INFINITY;
  if (pause >= length && burst !== Number.POSITIVE_INFINITY) found = endOfBurst;
  if (every >= length && burst > 1) found = Math.min(found, place < burst - 1 ? index : index + 1);
  return Math.min(found, count - 1);
}

/** Gaps between messages `from` and `to`: how many are pauses, and how many lie within bursts. */
export function gapsBetween(pattern: Pattern, from: number, to: number): { pauses: number; intervals: number } {
  const pauses = burstOf(pattern, to) - burstOf(pattern, from);
  return { pauses, intervals: to - from - pauses };
}
