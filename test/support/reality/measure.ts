import type { LimitKey } from '../../../src/schema/platform.ts';
import type { SimulatedHop, SimulatedLimit } from '../../../src/simulation/input.ts';
import type { Attempt, Session } from './attempt.ts';
import type { Prepared } from './case.ts';
import type { Chain, Done } from './chain.ts';
import type { Play, Served } from './play.ts';
import { inOrder, type Sight, words } from './sights.ts';
import type { Passage } from './tap.ts';

/** Two moments this close are the same for a limit that fired. */
const CLOSE_SECONDS = 0.3;
/** How long before a client notices its end a hop may have ended a connection, and after, by the order of callbacks. */
const BEFORE_MILLISECONDS = 450;
const AFTER_MILLISECONDS = 100;

/** Who ended a connection, and when, in milliseconds of `now()`. */
type Culprit = { readonly place: number; readonly at: number; readonly passage: Passage };

/**
 * The hop that closed a connection first: whoever is told of an end closes later. Where none was closed, the hop before
 * the client has reset its HTTP/2 stream of its own accord.
 */
function culpritOf({ taps }: Chain, endedAt: number, isHttp2: boolean): Culprit | undefined {
  let found: Culprit | undefined;
  for (const [index, { passages }] of taps.entries()) {
    for (const passage of passages) {
      if (!passage.ended) continue;
      const { by, at } = passage.ended;
      if (at < endedAt - BEFORE_MILLISECONDS || at > endedAt + AFTER_MILLISECONDS || (found && found.at <= at))
        continue;
      found = { place: by === 'near' ? index : index + 1, at, passage };
    }
  }
  if (found || !isHttp2) return found;
  const passage = taps[0]?.passages.findLast(({ farAt }) => (farAt.at(-1) ?? 0) >= endedAt - BEFORE_MILLISECONDS);
  return passage && { place: 1, at: endedAt, passage };
}

/** How often Nginx says that it waited in vain for the service; it says nothing when it waited for the client. */
const timeoutsIn = (said: string): number => said.match(/upstream timed out/g)?.length ?? 0;

const isClose = (milliseconds: number, seconds: number): boolean =>
  Math.abs(milliseconds / 1000 - seconds) <= CLOSE_SECONDS;

/** Whether the clock of this limit had run out just then, by what passed the taps. */
function ranOut(limit: SimulatedLimit, { at, passage }: Culprit, { openedAt }: Attempt): boolean {
  if (limit.kind === 'total') return isClose(at - openedAt, limit.seconds);
  // What a hop says as it ends a connection, such as that it resets a stream, breaks no silence.
  const last = passage.heardAt.findLast((moment) => moment < at - AFTER_MILLISECONDS) ?? passage.openedAt;
  return isClose(at - last, limit.seconds);
}

/** How long after it was begun a change cuts, where its hop does. */
function changeOf({ disturbance, at }: Done) {
  if (disturbance.kind === 'reload') {
    const { hop, drain } = disturbance;
    return { reason: 'reload', hop, limit: drain?.limit, afterSeconds: drain?.seconds ?? 0, at };
  }
  const { hop, drain, graceSeconds } = disturbance;
  if (!drain || drain.seconds > graceSeconds)
    return { reason: 'deploy', hop, limit: undefined, afterSeconds: graceSeconds, at };
  return { reason: 'drain', hop: drain.hop, limit: drain.limit, afterSeconds: drain.seconds, at };
}

/** A page's clock and ours are this close. */
const CLOCKS_MILLISECONDS = 20;

/** Requests of this attempt that reached the service. */
function servedBy({ served }: Play, { openedAt, endedAt = Number.POSITIVE_INFINITY }: Attempt): Served[] {
  return served.filter((one) => one.openedAt >= openedAt - CLOCKS_MILLISECONDS && one.openedAt <= endedAt);
}

/** Nginx's limit of which it says in its log that it fired. */
const SPOKEN: LimitKey = 'proxyReadTimeoutSeconds';

/** Reason and limit of a cut: what Nginx says, and otherwise the one clock that had run out. */
function cutSight(culprit: Culprit, hop: SimulatedHop, attempt: Attempt, { done }: Chain, hasSpoken: boolean) {
  const { seen = '' } = attempt;
  if (hasSpoken) return { text: words.cut(hop.id, 'idle', SPOKEN, seen) };
  const clocks = [
    ...hop.limits
      .filter((limit) => limit.key !== SPOKEN && ranOut(limit, culprit, attempt))
      .map(({ kind, key }) => ({ reason: kind, limit: key })),
    ...done
      .map(changeOf)
      .filter((change) => change.hop === hop.id && isClose(culprit.at - change.at, change.afterSeconds)),
  ];
  const [clock, second] = clocks;
  if (clock && !second) return { text: words.cut(hop.id, clock.reason, clock.limit, seen) };
  return { text: words.cut(hop.id, `for ${clocks.length} reasons`, undefined, seen), isUnexplained: !clock };
}

/** What was really seen, in the words of a prediction; seconds count from the opening of the first connection. */
export function measuredSights({ hops, input }: Prepared, session: Session, play: Play, chain: Chain): Sight[] {
  const { attempts, gaveUp, waiting = 0 } = session;
  const zero = attempts[0]?.openedAt ?? 0;
  const seconds = (moment = Number.NaN): number => (moment - zero) / 1000;
  let spoken = timeoutsIn(chain.said());
  const sights: Sight[] = [];
  for (const [index, attempt] of attempts.entries()) {
    const { openedAt, headersAt, firstByteAt, endedAt, messagesAt, status, seen = '', polls } = attempt;
    const tell = (kind: Sight['kind'], text: string, moment: number | undefined, rest: Partial<Sight> = {}) =>
      sights.push({ connection: index + 1, kind, text, atSeconds: seconds(moment), ...rest });
    const served = servedBy(play, attempt);
    const isEventSource = play.input.client.comingBack.kind === 'event-source';
    tell('open', words.open(isEventSource && served[0]?.lastId !== undefined), openedAt);
    if (headersAt !== undefined) tell('headers', words.headers(status), headersAt);
    if (status !== undefined) continue;
    if (firstByteAt !== undefined) tell('first-byte', words.firstByte, firstByteAt);
    const count = words.messages(messagesAt.length);
    if (messagesAt.length > 0) tell('first-message', count, messagesAt[0]);
    if (messagesAt.length > 0) tell('last-message', count, messagesAt.at(-1));
    if (polls) tell('polls', words.polls(polls.sent, polls.empty), endedAt);
    const ownEnd = served.at(-1)?.ownEnd;
    if (ownEnd === 'complete') tell('ended', words.complete, endedAt);
    else if (ownEnd) tell('ended', words.recycled(ownEnd === 'told' ? 'deploy' : undefined, seen), endedAt);
    else {
      const culprit = culpritOf(chain, endedAt ?? 0, input.clientHttp === 'http2');
      const hop = culprit && hops[culprit.place];
      const hasSpoken = hop?.id === 'nginx' && spoken > 0;
      if (hasSpoken) spoken -= 1;
      const { text, ...rest } = hop
        ? cutSight(culprit, hop, attempt, chain, hasSpoken)
        : { text: words.cut('nobody', 'not known', undefined, seen), isUnexplained: true };
      tell('ended', text, endedAt, rest);
    }
  }
  const last = attempts.at(-1);
  const lastAt = last?.status === undefined ? last?.endedAt : last.headersAt;
  const connection = attempts.length;
  if (gaveUp) sights.push({ connection, kind: 'gives-up', text: words.givesUp, atSeconds: seconds(lastAt) });
  if (waiting > 0) sights.push({ connection: 1, kind: 'waiting', text: words.waiting(waiting), atSeconds: 0 });
  return inOrder(sights);
}
