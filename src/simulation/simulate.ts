import { type EventKind, eventKinds, type Timeline, type TimelineEvent } from '../schema/timeline.ts';
import { END_OF_TIME, toInterval, toMicros, toSeconds } from './clock.ts';
import { type Connection, connect } from './connection.ts';
import { deliveryOf } from './delivery.ts';
import type { BackOff, SimulationInput } from './input.ts';
import { Ledger } from './ledger.ts';
import { seededRandom } from './random.ts';

const NEVER = Number.POSITIVE_INFINITY;
const SHOWN_CONNECTIONS = 12;
/** Keeps every timeline below five hundred events, whatever it is asked for. */
const MOST_CONNECTIONS = 20;

/** How long until attempt number `attempt`, from 1, in a row. */
function backOffMicros({ firstSeconds, factor, mostSeconds, jitterRatio }: BackOff, attempt: number, chance: number) {
  const longest = Math.min(mostSeconds, firstSeconds * factor ** (attempt - 1));
  return toInterval(longest * (1 - jitterRatio * chance));
}

/** How a connection ended, as far as the client acts on it. */
type Ended = {
  readonly at: number;
  /** refused: by an answer the client cannot use. */
  readonly kind: Connection['finish']['kind'] | 'refused';
  readonly hadHeaders: boolean;
};

/** How long the client waits before it opens the next connection; undefined when it does not. */
function delayMicros(
  { client: { comingBack } }: SimulationInput,
  { kind }: Ended,
  attempt: number,
  random: () => number,
): number | undefined {
  if (kind === 'horizon') return undefined;
  if (comingBack.kind === 'event-source') {
    if (kind === 'refused' || (kind === 'complete' && comingBack.whenOver === 'closes')) return undefined;
    return toInterval(comingBack.retrySeconds);
  }
  const { comesBack, backOff, mostAttempts = NEVER } = comingBack;
  const isPlanned = kind === 'recycle' || kind === 'told';
  if (kind === 'complete' || (!isPlanned && (!comesBack || attempt > mostAttempts))) return undefined;
  return backOffMicros(backOff, attempt, random());
}

/** Whether the client cannot use this answer. */
function refuses({ client, service: { status = 200, isEventStream = true } }: SimulationInput): boolean {
  return client.comingBack.kind === 'event-source' ? status !== 200 || !isEventStream : status < 200 || status > 299;
}

/** More streams than a browser opens to one host: the rest wait until one of the others ends. */
function waitingOf({ connectionsPerHost: cap, clientHttp, wire, client }: SimulationInput): TimelineEvent[] {
  const { connections = 1 } = client;
  if (!cap || clientHttp !== 'http1' || wire === 'websocket' || connections <= cap.most) return [];
  const data = { connections, open: cap.most, waiting: connections - cap.most };
  return [{ kind: 'waiting', atSeconds: 0, connection: 1, hop: cap.hop, limit: cap.limit, data }];
}

const RANKS: { readonly [K in EventKind]?: number } = Object.fromEntries(eventKinds.map((kind, rank) => [kind, rank]));

/** In order of time; at the same moment by connection, and then as things follow from each other. */
const inOrder = (one: TimelineEvent, other: TimelineEvent): number =>
  one.atSeconds - other.atSeconds ||
  one.connection - other.connection ||
  (RANKS[one.kind] ?? 0) - (RANKS[other.kind] ?? 0);

/**
 * What happens to one connection and its successors, second by second. Pure and exact: the same input gives the same
 * timeline, times are whole microseconds, and the number of events is bounded for every input.
 */
export function simulate(input: SimulationInput): Timeline {
  const { runSeconds, recycle, service, client } = input;
  const random = seededRandom(input.seed);
  const delivery = deliveryOf(input);
  const run = runSeconds === 'open-ended' ? NEVER : toMicros(runSeconds);
  const most = Math.max(1, Math.min(MOST_CONNECTIONS, input.mostConnections ?? SHOWN_CONNECTIONS));
  const ledger = new Ledger(input, run);
  const events = waitingOf(input);
  const show = (kind: TimelineEvent['kind'], at: number, connection: number, data: TimelineEvent['data'] = {}) =>
    events.push({ kind, atSeconds: toSeconds(at), connection, data });
  /** One connection from opening to end; what it carried is entered. */
  const open = (number: number, start: number): Ended => {
    const resumes = number > 1 && ledger.resumes();
    const { replays, events: missed } = ledger.catchUp(number, start);
    const completeAt = service.origin === 'feed' ? Math.max(start, run) : start + run;
    const share = recycle ? 1 + recycle.jitterRatio * (2 * random() - 1) : 1;
    const recycleAt = recycle ? start + toInterval(recycle.everySeconds * share) : NEVER;
    const connection = connect(input, delivery, { number, start, completeAt, recycleAt, replays, resumes });
    const { finish, seen } = connection;
    ledger.enter(connection, replays);
    events.push(...connection.events, ...missed);
    if (finish.kind === 'cut' && service.origin === 'request') events.push(...ledger.loseOpen(number, finish.at));
    const isError = seen === 'error-504' || seen === 'error-502';
    const refused = isError && client.comingBack.kind === 'event-source';
    return { at: finish.at, kind: refused ? 'refused' : finish.kind, hadHeaders: connection.hadHeaders };
  };
  const refuse = (number: number, start: number, status: number): Ended => {
    const at = start + toMicros(service.headersSeconds ?? 0);
    const saysLast = number > 1 && client.comingBack.kind === 'event-source' && ledger.resumes();
    show('open', start, number);
    show('request-sent', start, number, saysLast ? { header: 'Last-Event-ID' } : {});
    show('headers', at, number, { status });
    return { at, kind: 'refused', hadHeaders: false };
  };
  let status = refuses(input) ? (service.status ?? 200) : undefined;
  let start = 0;
  let attempt = 0;
  let shownAt = 0;
  for (let number = 1; ; number += 1) {
    const ended = status === undefined ? open(number, start) : refuse(number, start, status);
    const { at, kind, hadHeaders } = ended;
    shownAt = at;
    if (kind === 'complete') show('end', at, number);
    attempt = hadHeaders ? 1 : attempt + 1;
    const delay = delayMicros(input, ended, attempt, random);
    if (kind === 'horizon' || (delay !== undefined && (number === most || at > END_OF_TIME / 2))) {
      show('continues', at, number);
      break;
    }
    if (delay === undefined) {
      if (kind === 'complete') break;
      events.push(...ledger.loseOpen(number, at));
      show('gives-up', at, number, status === undefined ? {} : { status });
      break;
    }
    start = at + delay;
    events.push({
      kind: 'reconnect',
      atSeconds: toSeconds(at),
      untilSeconds: toSeconds(start),
      connection: number + 1,
      data: { delaySeconds: toSeconds(delay), attempt },
    });
    const { comingBack } = client;
    if (kind === 'complete' && comingBack.kind === 'event-source' && comingBack.whenOver === 'no-content') status = 204;
  }
  events.sort(inOrder);
  return { events, runSeconds, shownSeconds: toSeconds(shownAt), totals: ledger.close() };
}
