import type { TimelineEvent } from '../schema/timeline.ts';
import { toSeconds } from './clock.ts';
import { burstOf, type Pattern, timeOf } from './pattern.ts';
import { beatsFrom, beatsUpTo, firstMessage, type Stream } from './stream.ts';

/** Events of one connection, told by the moment in whole microseconds. */
export type Tell = (
  kind: TimelineEvent['kind'],
  at: number,
  rest?: { until?: number } & Partial<Omit<TimelineEvent, 'kind' | 'atSeconds' | 'untilSeconds' | 'connection'>>,
) => void;

/** Bursts of a connection that are told one by one; of more, the first two and the last are. */
const TOLD_BURSTS = 4;

/** What a span of messages looks like in data. */
function spanData({ every, pause }: Pattern, messages: number, bursts = 1) {
  return {
    messages,
    ...(messages > bursts && { everySeconds: toSeconds(every) }),
    ...(bursts > 1 && { bursts, pauseSeconds: toSeconds(pause) }),
  };
}

/** Heartbeats between two moments, of which the first is the beginning of the silence. */
function tellBeats(tell: Tell, stream: Stream, from: number, to: number, step = 0): void {
  const { beat } = stream;
  const beats = beatsUpTo(stream, to) - beatsUpTo(stream, from);
  if (beats <= 0) return;
  // Within bursts every interval has its own; the last of them begins one interval before the end.
  const last = step > 0 ? to - step + Math.floor((step - 1) / beat) * beat : from + beats * beat;
  const at = from + beat;
  tell('heartbeat', at, { ...(last > at && { until: last }), data: { beats, everySeconds: toSeconds(beat) } });
}

/** A time without messages, with the heartbeats in it. */
function tellSilence(tell: Tell, stream: Stream, from: number, to: number, isNotable: boolean): void {
  if (to <= from) return;
  if (isNotable) tell('silence', from, { until: to, data: { silentSeconds: toSeconds(to - from) } });
  tellBeats(tell, stream, from, to);
}

/** Messages `first` to `last`, all of one burst. */
function tellBurst(tell: Tell, stream: Stream, pattern: Pattern, first: number, last: number): void {
  const [at, until] = [timeOf(pattern, first), timeOf(pattern, last)];
  tell('message', at, { ...(until > at && { until }), data: spanData(pattern, last - first + 1) });
  if (last > first) tellBeats(tell, stream, at, until, pattern.every);
}

/** Bursts in the middle of a connection, in one piece. */
function tellMiddle(tell: Tell, stream: Stream, pattern: Pattern, fromBurst: number, toBurst: number): void {
  const [first, last] = [fromBurst * pattern.burst, (toBurst + 1) * pattern.burst - 1];
  const [at, until] = [timeOf(pattern, first), timeOf(pattern, last)];
  const bursts = toBurst - fromBurst + 1;
  tell('message', at, { until, data: spanData(pattern, last - first + 1, bursts) });
  const beats = beatsUpTo(stream, until) - beatsUpTo(stream, at);
  if (beats > 0) tell('heartbeat', at, { until, data: { beats, everySeconds: toSeconds(stream.beat) } });
}

/** Everything one side says on a connection that passes it on at once, until the end: `messages` of them. */
export function tellTalk(tell: Tell, stream: Stream, messages: number, end: number): void {
  const { pattern, from } = stream;
  const begun = beatsFrom(stream);
  if (!pattern || messages === 0) {
    tellSilence(tell, stream, begun, end, true);
    return;
  }
  const { every, burst } = pattern;
  const last = from + messages - 1;
  const first = firstMessage(stream);
  tellSilence(tell, stream, begun, first, first - begun > every);
  const [firstBurst, lastBurst] = [burstOf(pattern, from), burstOf(pattern, last)];
  const skips = lastBurst - firstBurst >= TOLD_BURSTS;
  for (let index = firstBurst; index <= lastBurst; index += 1) {
    const startOf = index === firstBurst ? from : index * burst;
    const endOf = index === lastBurst ? last : (index + 1) * burst - 1;
    if (skips && index === firstBurst + 2) {
      tellMiddle(tell, stream, pattern, index, lastBurst - 1);
      index = lastBurst - 1;
      const from = timeOf(pattern, lastBurst * burst - 1);
      tellSilence(tell, stream, from, timeOf(pattern, lastBurst * burst), true);
      continue;
    }
    tellBurst(tell, stream, pattern, startOf, endOf);
    if (index < lastBurst) tellSilence(tell, stream, timeOf(pattern, endOf), timeOf(pattern, endOf + 1), true);
  }
  tellSilence(tell, stream, timeOf(pattern, last), end, end - timeOf(pattern, last) > every);
}

/** Everything a client says on a connection, in one piece. */
export function tellClient(tell: Tell, stream: Stream, messages: number): void {
  const { pattern, from } = stream;
  if (!pattern || messages === 0) return;
  const [at, until] = [timeOf(pattern, from), timeOf(pattern, from + messages - 1)];
  const bursts = burstOf(pattern, from + messages - 1) - burstOf(pattern, from) + 1;
  const data = { ...spanData(pattern, messages, bursts), from: 'client' };
  tell('message', at, { ...(until > at && { until }), data });
}
