import type { SimulatedHop, SimulatedLimit } from '../../../src/simulation/input.ts';
import type { Attempt, Session } from './attempt.ts';
import type { Prepared } from './case.ts';
import type { Chain, Done } from './chain.ts';
import type { OwnEnd, Play } from './play.ts';
import { inOrder, type Sight, textOf } from './sights.ts';
import type { Passage } from './tap.ts';

/** Two moments this close are the same for a limit that fired. */
const CLOSE_SECONDS = 0.3;
/** How long before a client notices its end a hop may have ended a connection, and after, by the order of callbacks. */
const BEFORE_MILLISECONDS = 450;
const AFTER_MILLISECONDS = 100;

/** Who ended a connection, and when, in milliseconds of `now()`. */
type Culprit = { readonly place: number; readonly at: number; readonly passage: Passage };

/** The hop that closed a connection first: whoever is told of an end closes later. */
function culpritOf({ taps }: Chain, endedAt: number): Culprit | undefined {
  let found: Culprit | undefined;
  for (const [index, { passages }] of taps.entries()) {
    for (const passage of passages) {
      if (!passage.ended) continue;
      const { by, at } = passage.ended;
      if (at < endedAt - BEFORE_MILLISECONDS || at > endedAt + AFTER_MILLISECONDS || (found && found.at <= at)) continue;
      found = { place: by === 'near' ? index : index + 1, at, passage };
    }
  }
  return found;
}

/** What Nginx says of each connection it ended for want of bytes, in order. */
function wordsOf(said: string): ('proxyReadTimeoutSeconds' | 'clientBodyTimeoutSeconds')[] {
  return [...said.matchAll(/(upstream|client) timed out/g)].map(([, who]) =>
    who === 'upstream' ? 'proxyReadTimeoutSeconds' : 'clientBodyTimeoutSeconds',
  );
}

const isClose = (milliseconds: number, seconds: number): boolean =>
  Math.abs(milliseconds / 1000 - seconds) <= CLOSE_SECONDS;

/** Whether the clock of this limit had run out just then, by what passed the taps. */
function ranOut(limit: SimulatedLimit, { at, passage }: Culprit, { openedAt }: Attempt): boolean {
  if (limit.kind === 'total') return isClose(at - openedAt, limit.seconds);
  const { near = 0, far = 0 } = passage.lastAt;
  return isClose(at - Math.max(near, far, passage.openedAt), limit.seconds);
}

/** How long after it was begun a change cuts, where its hop does. */
function changeOf({ disturbance }: Done): { reason: string; hop: string; limit?: string; afterSeconds: number } {
  if (disturbance.kind === 'reload') {
    const { hop, drain } = disturbance;
    return { reason: 'reload', hop, limit: 'reloadDrainSeconds', afterSeconds: drain?.seconds ?? 0 };
  }
  const { hop, drain, graceSeconds } = disturbance;
  if (!drain || drain.seconds > graceSeconds) return { reason: 'deploy', hop, afterSeconds: graceSeconds };
  return { reason: 'drain', hop: drain.hop, limit: drain.limit, afterSeconds: drain.seconds };
}

/** Reason and limit of a cut: the words of Nginx, and otherwise the one clock that had run out. */
function cutText(culprit: Culprit, hop: SimulatedHop, attempt: Attempt, chain: Chain, word: string | undefined): string {
  const seen = attempt.seen ?? '';
  if (word !== undefined) return textOf.cut(hop.id, 'idle', word, seen);
  const clocks = [
    ...hop.limits.filter((limit) => ranOut(limit, culprit, attempt)).map(({ kind, key }) => ({ reason: kind, limit: key })),
    ...chain.done.flatMap((done) => {
      const { reason, hop: by, limit, afterSeconds } = changeOf(done);
      return by === hop.id && isClose(culprit.at - done.at, afterSeconds) ? [{ reason, limit }] : [];
    }),
  ].filter(({ reason }) => hop.id !== 'nginx' || reason !== 'idle');
  const [clock, second] = clocks;
  if (!clock || second) return `cut by ${hop.id}: for ${clocks.length} reasons, ${seen}`;
  return textOf.cut(hop.id, clock.reason, clock.limit, seen);
}

/** Why the service ended what this attempt had asked for, if it did. */
function ownEndOf(play: Play, { openedAt, endedAt = Number.POSITIVE_INFINITY }: Attempt): OwnEnd | undefined {
  return play.served.findLast((served) => served.openedAt >= openedAt - 20 && served.openedAt <= endedAt)?.ownEnd;
}

/** What was really seen, in the words of a prediction; seconds count from the opening of the first connection. */
export function measuredSights({ hops }: Prepared, session: Session, play: Play, chain: Chain): Sight[] {
  const zero = session.attempts[0]?.openedAt ?? 0;
  const seconds = (moment: number | undefined): number => ((moment ?? Number.NaN) - zero) / 1000;
  const words = wordsOf(chain.said());
  const sights: Sight[] = [];
  const isEventSource = play.input.client.comingBack.kind === 'event-source';
  for (const [index, attempt] of session.attempts.entries()) {
    const connection = index + 1;
    const { openedAt, headersAt, firstByteAt, endedAt, messagesAt, status, seen, polls } = attempt;
    const tell = (text: string, moment: number | undefined) =>
      sights.push({ connection, text, atSeconds: seconds(moment) });
    const served = play.served.find((one) => one.openedAt >= openedAt - 20 && one.openedAt <= (endedAt ?? Infinity));
    tell(textOf.open(isEventSource && served?.lastId !== undefined), openedAt);
    if (headersAt !== undefined) tell(textOf.headers(status), headersAt);
    if (firstByteAt !== undefined && status === undefined) tell(textOf.firstByte(), firstByteAt);
    const count = messagesAt.length;
    if (count > 0) tell(textOf.first(count), messagesAt[0]);
    if (count > 0) tell(textOf.last(count), messagesAt.at(-1));
    if (polls) tell(textOf.polls(polls.sent, polls.empty), endedAt);
    const ownEnd = ownEndOf(play, attempt);
    if (status !== undefined || seen === undefined) continue;
    if (ownEnd === 'complete') tell(textOf.end(), endedAt);
    else if (ownEnd) tell(textOf.recycle(ownEnd === 'told' ? 'deploy' : undefined, seen), endedAt);
    else {
      const culprit = culpritOf(chain, endedAt ?? 0);
      const hop = culprit && hops[culprit.place];
      const word = hop?.id === 'nginx' ? words.shift() : undefined;
      tell(culprit && hop ? cutText(culprit, hop, attempt, chain, word) : `cut by nobody, ${seen}`, endedAt);
    }
  }
  const last = session.attempts.length;
  const ended = session.attempts.at(-1);
  if (session.gaveUp) {
    const moment = ended?.status === undefined ? ended?.endedAt : ended.headersAt;
    sights.push({ connection: last, text: textOf.givesUp(), atSeconds: seconds(moment) });
  }
  if (session.waiting !== undefined && session.waiting > 0)
    sights.push({ connection: 1, text: textOf.waiting(session.waiting), atSeconds: 0 });
  return inOrder(sights);
}
