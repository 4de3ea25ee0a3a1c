import type { Ending, TimelineEvent } from '../schema/timeline.ts';
import { type Passed, passed, sentBy, tellBody } from './body.ts';
import { END_OF_TIME, toInterval, toMicros, toSeconds } from './clock.ts';
import { Bytes, type Delivery } from './delivery.ts';
import { type Course, type Finish, finishOf } from './finish.ts';
import type { Sending, SimulationInput } from './input.ts';
import { countBefore, patternOf, periodOf, timeOf } from './pattern.ts';
import { seenOf } from './seen.ts';
import { firstMessage, type Stream } from './stream.ts';
import { type Tell, tellClient } from './talk.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** A run without an end that nothing ends is shown for an hour, or three rounds of its messages. */
const SHOWN_MICROS = toMicros(3600);
const SHOWN_ROUNDS = 3;

/** Where a connection stands in its session. */
export type Opening = {
  readonly number: number;
  readonly start: number;
  /** When the session is over, or the response of work that belongs to its request; Infinity without an end. */
  readonly completeAt: number;
  readonly recycleAt: number;
  /** Messages that are sent again at the beginning. */
  readonly replays: number;
  /** Whether the client says which message it had last. */
  readonly resumes: boolean;
};

/** What became of one connection. */
export type Connection = {
  readonly events: TimelineEvent[];
  readonly finish: Finish;
  readonly seen: Ending;
  /** Whether the client got so far as the headers of a response. */
  readonly hadHeaders: boolean;
  readonly counts: Passed;
  readonly sentByClient: number;
};

/** One side's part of this connection: of a feed what is still to come, of work that belongs to a request all of it. */
function streamOf(sends: Sending | undefined, { service }: SimulationInput, { start, completeAt }: Opening) {
  if (!sends) return { from: 0 };
  const pattern = patternOf(sends, service.origin === 'feed' ? 0 : start, completeAt);
  return { pattern, from: countBefore(pattern, start) };
}

const beatOf = (seconds: number | undefined): number => (seconds === undefined ? NEVER : toInterval(seconds));

/** What the service says; its response begins at once where it has something to send again. */
function serverStream(input: SimulationInput, opening: Opening): Stream {
  const { wire, service } = input;
  const { start, replays } = opening;
  const part = streamOf(service.sends, input, opening);
  const beat = beatOf(wire === 'poll' ? service.holdSeconds : service.heartbeatSeconds);
  const first = part.pattern ? timeOf(part.pattern, part.from) : NEVER;
  const { headersSeconds } = service;
  const isFeed = wire !== 'poll' && service.origin === 'feed' && part.pattern !== undefined;
  const greets = isFeed && (replays > 0 || service.missed === 'snapshot');
  const atOnce = wire === 'websocket' || greets;
  const wanted = atOnce
    ? start
    : headersSeconds === undefined || wire === 'poll'
      ? NEVER
      : start + toMicros(headersSeconds);
  return { ...part, start, headers: wanted === NEVER ? NEVER : Math.min(wanted, first), greets, beat };
}

/** What is planned for both sides of a connection, before anybody knows how it ends. */
function courseOf(input: SimulationInput, delivery: Delivery, opening: Opening): Course {
  const { start, replays } = opening;
  const server = serverStream(input, opening);
  const { sends, heartbeatSeconds } = input.client;
  const client: Stream = {
    ...streamOf(sends, input, opening),
    start,
    headers: NEVER,
    greets: false,
    beat: beatOf(heartbeatSeconds),
  };
  return { input, start, server, client, delivery, bytes: new Bytes(server, replays, input, delivery) };
}

/** How far a connection is shown that nothing ends. */
function horizonOf({ start, server, client }: Course): number {
  const rounds = [server, client].flatMap(({ pattern }) =>
    pattern ? [pattern.burst === NEVER ? pattern.every : periodOf(pattern)] : [],
  );
  const first = firstMessage(server);
  const shown = Math.max(SHOWN_MICROS, ...rounds.map((round) => SHOWN_ROUNDS * round));
  return Math.min(END_OF_TIME, Math.max(start, first === NEVER ? start : first) + shown);
}

function tellFinish(tell: Tell, { input, start }: Course, finish: Finish, seen: Ending): void {
  const { at } = finish;
  const afterSeconds = toSeconds(at - start);
  if (finish.kind === 'cut') {
    const { reason, place, limit, limitSeconds } = finish;
    const data = { afterSeconds, ...(limitSeconds !== undefined && { limitSeconds }) };
    tell('cut', at, { hop: input.hops[place]?.id ?? '', ...(limit && { limit }), reason, seen, data });
  } else if (finish.kind === 'recycle') tell('planned-recycle', at, { seen, data: { afterSeconds } });
  else if (finish.kind === 'told') tell('planned-recycle', at, { reason: 'deploy', seen, data: { afterSeconds } });
}

/** One connection from its opening to its end. */
export function connect(input: SimulationInput, delivery: Delivery, opening: Opening): Connection {
  const { number, start, completeAt, recycleAt, replays } = opening;
  const course = courseOf(input, delivery, opening);
  const finish = finishOf(course, completeAt, recycleAt) ?? { kind: 'horizon', at: horizonOf(course) };
  const seen = seenOf(course, finish);
  const counts = passed(course, finish, replays);
  const sentByClient = sentBy(course.client, finish);
  const events: TimelineEvent[] = [];
  const tell: Tell = (kind, at, { until, data = {}, ...rest } = {}) => {
    const span = until === undefined ? {} : { untilSeconds: toSeconds(until) };
    events.push({ kind, atSeconds: toSeconds(at), ...span, connection: number, ...rest, data });
  };
  tell('open', start);
  const { comingBack } = input.client;
  const header = comingBack.kind === 'event-source' ? { header: 'Last-Event-ID' } : {};
  tell('request-sent', start, { data: opening.resumes ? header : {} });
  tellBody(tell, course, finish, counts);
  tellClient(tell, course.client, sentByClient);
  tellFinish(tell, course, finish, seen);
  const isHeld = delivery.mode === 'in-lumps' || delivery.mode === 'at-end';
  const replayed = counts.replaysDelivered;
  if (replayed > 0) tell('replayed', isHeld ? finish.at : start, { data: { messages: replayed, from: 'service' } });
  return { events, finish, seen, hadHeaders: events.some(({ kind }) => kind === 'headers'), counts, sentByClient };
}
