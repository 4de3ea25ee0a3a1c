import { toSeconds } from './clock.ts';
import type { Course, Finish } from './finish.ts';
import { beatsUpTo, firstByte, headersAt, messagesBefore, messagesUpTo, type Stream } from './stream.ts';
import { type Tell, tellTalk } from './talk.ts';

/** Messages of one connection: sent on it, how many of those the client has, and of the replays before them. */
export type Passed = { readonly sent: number; readonly delivered: number; readonly replaysDelivered: number };

/** Whether the end of the connection reaches the buffering hop as an end, so that it hands out what it holds. */
const flushes = ({ delivery }: Course, finish: Finish): boolean =>
  finish.kind === 'cut' ? finish.place > delivery.place : finish.kind !== 'horizon';

/** What one side has sent when the connection ends; what would come together with the end of a silence does not. */
export const sentBy = (stream: Stream, finish: Finish): number =>
  finish.kind === 'cut' && finish.reason === 'idle'
    ? messagesBefore(stream, finish.at)
    : messagesUpTo(stream, finish.at);

/** The messages of the service that reach the client until the end, after the `replays` at the beginning. */
export function passed(course: Course, finish: Finish, replays: number): Passed {
  const { delivery, bytes, server } = course;
  const sent = sentBy(server, finish);
  const isHeld = delivery.mode === 'in-lumps' || delivery.mode === 'at-end';
  if (!isHeld || flushes(course, finish)) return { sent, delivered: sent, replaysDelivered: replays };
  const all = delivery.mode === 'at-end' ? 0 : bytes.passedUpTo(finish.at);
  const replaysDelivered = Math.min(replays, all);
  return { sent, delivered: Math.min(sent, all - replaysDelivered), replaysDelivered };
}

/** Answers to polls: those with news, and those whose time was up. */
function tellPolls(tell: Tell, { input, start, server }: Course, finish: Finish, messages: number): void {
  const empty = beatsUpTo(server, finish.at);
  const answered = firstByte(server) <= finish.at ? firstByte(server) : undefined;
  const { holdSeconds = 0 } = input.service;
  tell('poll', start, {
    until: finish.at,
    data: { polls: messages + empty + 1, answered: messages, empty, holdSeconds },
  });
  if (answered === undefined) return;
  tell('headers', answered, { data: {} });
  tell('first-byte', answered, { data: {} });
  if (messages > 0) tellTalk(tell, { ...server, beat: Number.POSITIVE_INFINITY }, messages, finish.at);
}

/** Bytes that a hop keeps back: in lumps, or all until the end. */
function tellHeld(tell: Tell, course: Course, finish: Finish, { delivered, replaysDelivered }: Passed): void {
  const { input, server, delivery, bytes } = course;
  const hop = input.hops[delivery.place]?.id ?? '';
  const begun = headersAt(server);
  const flushed = flushes(course, finish);
  const lumps = delivery.mode === 'in-lumps' ? bytes.lumpsUpTo(finish.at) : 0;
  const firstLump = lumps > 0 ? bytes.lumpAt(1, finish.at) : finish.at;
  const beats = beatsUpTo(server, finish.at);
  if (begun < finish.at) tell('held', begun, { until: firstLump, hop, data: {} });
  // The headers leave with the first lump; when this hop, or one behind it, ends the response, without any.
  const headers = lumps > 0 || flushed || (finish.kind === 'cut' && finish.place === delivery.place);
  if (headers && begun <= finish.at) tell('headers', firstLump, { data: {} });
  const early = bytes.passedUpTo(finish.at);
  const late = delivered + replaysDelivered - (lumps > 0 ? early : 0);
  if (lumps > 0 || (flushed && late + beats > 0)) tell('first-byte', firstLump, { data: {} });
  if (lumps > 0 && early > 0) {
    const lastLump = bytes.lumpAt(lumps, finish.at);
    const data = { messages: Math.min(early, delivered + replaysDelivered), lumps };
    tell('message', firstLump, { ...(lastLump > firstLump && { until: lastLump }), hop, data });
  }
  if (flushed && late > 0) tell('message', finish.at, { hop, data: { messages: late, lumps: 1 } });
}

/** Headers, bytes and silence of one connection as the client gets them. */
export function tellBody(tell: Tell, course: Course, finish: Finish, counts: Passed): void {
  const { input, server, delivery } = course;
  if (input.wire === 'poll') {
    tellPolls(tell, course, finish, counts.sent);
    return;
  }
  if (delivery.mode === 'in-lumps' || delivery.mode === 'at-end') {
    tellHeld(tell, course, finish, counts);
    return;
  }
  const ends = finish.kind === 'cut' && finish.reason === 'idle';
  const isInTime = (at: number) => (ends ? at < finish.at : at <= finish.at);
  const [begun, body] = [headersAt(server), firstByte(server)];
  const waits = delivery.mode === 'with-first-byte' && begun < body;
  const hop = input.hops[delivery.place]?.id ?? '';
  if (waits && isInTime(begun)) {
    const until = Math.min(body, finish.at);
    if (until > begun) tell('held', begun, { until, hop, data: { held: 'headers' } });
    // Without a body they leave when the hop, or one behind it, ends the response.
    const leaves =
      isInTime(body) || flushes(course, finish) || (finish.kind === 'cut' && finish.place === delivery.place);
    if (leaves) tell('headers', until, { data: {} });
  } else if (isInTime(begun)) tell('headers', begun, { data: { afterSeconds: toSeconds(begun - course.start) } });
  if (isInTime(body)) tell('first-byte', body, { data: { afterSeconds: toSeconds(body - course.start) } });
  tellTalk(tell, server, counts.sent, finish.at);
}
