import { countBefore, countUpTo, firstWideGap, gapAfter, gapsBetween, type Pattern, timeOf } from './pattern.ts';

/** What one side sends on one connection, in whole microseconds. */
export type Stream = {
  /** When the request was sent; silence counts from here. */
  readonly start: number;
  /** When the response begins apart from any message; Infinity where it begins with the first byte. */
  readonly headers: number;
  /** Messages; those before `from` were sent before this connection. */
  readonly pattern?: Pattern;
  readonly from: number;
  /** Whether bytes come at the very beginning: what was missed, or a fresh state. */
  readonly greets: boolean;
  /** A heartbeat comes after so much silence; Infinity without heartbeats. */
  readonly beat: number;
};

const NEVER = Number.POSITIVE_INFINITY;

/** Where the time to the first heartbeat begins. */
export const beatsFrom = ({ start, headers }: Stream): number => (headers === NEVER ? start : headers);

/** When the first message of this connection is sent. */
export const firstMessage = ({ pattern, from }: Stream): number => (pattern ? timeOf(pattern, from) : NEVER);

/** When the first heartbeat is sent, if the first message does not come before it. */
function firstBeat(stream: Stream): number {
  const at = beatsFrom(stream) + stream.beat;
  return at < firstMessage(stream) ? at : NEVER;
}

/** When the first byte of the body is sent. */
export const firstByte = (stream: Stream): number =>
  stream.greets ? stream.start : Math.min(firstMessage(stream), firstBeat(stream));

/** When the headers are sent: apart, or with the first byte. */
export const headersAt = (stream: Stream): number => Math.min(stream.headers, firstByte(stream));

/** Messages of this connection until then, inclusive. */
export function messagesUpTo({ pattern, from }: Stream, time: number): number {
  return pattern ? Math.max(0, countUpTo(pattern, time) - from) : 0;
}

/** Messages of this connection before then. */
export function messagesBefore({ pattern, from }: Stream, time: number): number {
  return pattern ? Math.max(0, countBefore(pattern, time) - from) : 0;
}

/** Heartbeats in a silence of that length; one that would come together with what ends the silence is not sent. */
const beatsIn = (silence: number, beat: number): number => (beat === NEVER ? 0 : Math.ceil(silence / beat) - 1);

/** Heartbeats of a silence that began this long ago and lasts that long in all. */
function beatsSince(elapsed: number, silence: number, beat: number): number {
  if (beat === NEVER || elapsed < 0) return 0;
  const sent = Math.floor(elapsed / beat);
  return silence === NEVER ? sent : Math.max(0, Math.min(beatsIn(silence, beat), sent));
}

/** Heartbeats of this connection until then, inclusive. */
export function beatsUpTo(stream: Stream, time: number): number {
  const { beat, pattern, from } = stream;
  if (beat === NEVER) return 0;
  const begun = beatsFrom(stream);
  const first = firstMessage(stream);
  if (!pattern || time < first) return beatsSince(time - begun, first - begun, beat);
  const last = from + messagesUpTo(stream, time) - 1;
  const { pauses, intervals } = gapsBetween(pattern, from, last);
  return (
    Math.max(0, beatsIn(first - begun, beat)) +
    (pauses > 0 ? pauses * beatsIn(pattern.pause, beat) : 0) +
    (intervals > 0 ? intervals * beatsIn(pattern.every, beat) : 0) +
    beatsSince(time - timeOf(pattern, last), gapAfter(pattern, last), beat)
  );
}

/** The next heartbeat after a moment, if the next message does not come before it. */
function nextBeat(stream: Stream, time: number, message: number): number {
  const { pattern, beat } = stream;
  if (beat === NEVER) return NEVER;
  const sent = messagesUpTo(stream, time);
  const silentSince = pattern && sent > 0 ? timeOf(pattern, stream.from + sent - 1) : beatsFrom(stream);
  const beats = Math.max(0, Math.floor((time - silentSince) / beat)) + 1;
  const at = silentSince + beats * beat;
  return at < message ? at : NEVER;
}

/**
 * The first moment, from this one on, after which the side says nothing for so long: this moment itself, or that of
 * something it sends; Infinity when it never falls silent for so long.
 */
export function quietFrom(stream: Stream, time: number, length: number): number {
  const { headers, pattern, from, beat } = stream;
  if (beat < length) {
    // Heartbeats keep it from falling silent, once they have begun.
    const next = Math.min(headersAt(stream), firstByte(stream));
    return next > time && next - time >= length ? time : NEVER;
  }
  const index = pattern ? Math.max(from, countUpTo(pattern, time)) : from;
  const message = pattern ? timeOf(pattern, index) : NEVER;
  let at = time;
  if (headers !== NEVER && headers > at && headers <= message) {
    if (headers - at >= length) return at;
    at = headers;
  }
  const beatAt = nextBeat(stream, at, message);
  if (beatAt !== NEVER) {
    if (beatAt - at >= length) return at;
    at = beatAt;
  }
  if (message - at >= length) return at;
  return pattern ? timeOf(pattern, firstWideGap(pattern, index, length)) : NEVER;
}

/** How often two sides are followed in turn before they count as never silent together. */
const MOST_TURNS = 1_000;

/** The same for both sides together: the first moment after which neither says anything for so long. */
export function bothQuietFrom(one: Stream, other: Stream, time: number, length: number): number {
  let at = time;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const latest = Math.max(quietFrom(one, at, length), quietFrom(other, at, length));
    if (latest === at || latest === NEVER) return latest;
    at = latest;
  }
  return NEVER;
}
