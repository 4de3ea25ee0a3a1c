import { OPEN_ENDED } from '../schema/answers.ts';
import type { FindingData } from '../schema/assessment.ts';
import type { Component, LimitKey } from '../schema/platform.ts';

/** A time on the ladder. none: nothing is planned. unknown: not answered, or not recorded. */
export type RungTime = number | typeof OPEN_ENDED | 'none' | 'unknown';

/** What a rung stands for. limit: a record of a hop. Each of the others has a text of its own in room `ladder`. */
type RungId =
  | 'silence'
  | 'heartbeat'
  | 'run'
  | 'recycle'
  | 'client'
  | 'limit'
  | 'grace'
  | 'balancerKeepAlive'
  | 'keepAlive';

/** One time on the ladder, as it is today and with the advice followed. */
export type Rung = {
  readonly id: RungId;
  /** Who sets it; left out for the team's own service and stream. */
  readonly hop?: string;
  readonly component?: Component;
  readonly limit?: LimitKey;
  readonly today: RungTime;
  readonly proposed: RungTime;
};

/** Which times have to be shorter than which others. */
export type OrderId = 'silence' | 'total' | 'deploy' | 'keepAlive';

/** Whether an order is kept, with the sentence that says so: a key of room `ladder`. */
export type Judgement = {
  readonly outcome: 'holds' | 'broken' | 'unknown';
  readonly code: string;
  readonly data: FindingData;
};

/** Rungs that have to be in order, those that must be shorter first, and whether they are. */
export type LadderOrder = {
  readonly id: OrderId;
  readonly rungs: readonly Rung[];
  readonly today: readonly Judgement[];
  readonly proposed: readonly Judgement[];
};

/** A limit of a hop as one setting has it. */
export type LimitTime = { readonly hop: string; readonly limit: LimitKey; readonly seconds: number };
type Life = number | typeof OPEN_ENDED | undefined;

const holds = (code: string, data: FindingData = {}): Judgement => ({ outcome: 'holds', code, data });
const broken = (code: string, data: FindingData): Judgement => ({ outcome: 'broken', code, data });
const unknown = (code: string, data: FindingData = {}): Judgement => ({ outcome: 'unknown', code, data });

/** The limit that is reached first; of equal ones the first in the order of the hops. */
export function smallestOf<T extends { readonly seconds: number }>(limits: readonly T[]): T | undefined {
  let least: T | undefined;
  for (const limit of limits) if (!least || limit.seconds < least.seconds) least = limit;
  return least;
}

const named = ({ hop, limit, seconds }: LimitTime) => ({ hop, limit, limitSeconds: seconds });

/** A limit on silence, and the longest silence that meets it; undefined while nobody knows. */
export type MetSilence = LimitTime & { readonly silenceSeconds: number | undefined };

/** Something has to be said before every limit on silence; reaching the limit fires it. */
export function judgeSilence(met: readonly MetSilence[], heartbeatSeconds: number | undefined): Judgement[] {
  if (met.length === 0) return [holds('noSilenceLimit')];
  const first = smallestOf(met.filter(({ silenceSeconds, seconds }) => (silenceSeconds ?? 0) >= seconds));
  if (first?.silenceSeconds !== undefined) {
    const { silenceSeconds } = first;
    const beats =
      heartbeatSeconds !== undefined && heartbeatSeconds >= first.seconds && silenceSeconds === heartbeatSeconds;
    return [broken(beats ? 'heartbeatAboveIdle' : 'silenceAboveIdle', { ...named(first), silenceSeconds })];
  }
  if (met.some(({ silenceSeconds }) => silenceSeconds === undefined)) return [unknown('silenceUnknown')];
  const least = smallestOf(met);
  return least ? [holds('silenceHolds', { ...named(least), silenceSeconds: least.silenceSeconds ?? 0 })] : [];
}

/** A connection has to end by itself before a limit on its time ends it; ending at the very limit is in time. */
export function judgeTotal(totals: readonly LimitTime[], recycleSeconds: number | undefined, run: Life): Judgement[] {
  const least = smallestOf(totals);
  if (!least) return [holds('noTotalLimit')];
  const limit = named(least);
  if (recycleSeconds !== undefined) {
    const data = { ...limit, recycleSeconds };
    return [recycleSeconds > least.seconds ? broken('recycleAboveTotal', data) : holds('recycleHolds', data)];
  }
  if (run === undefined) return [unknown('runUnknown', limit)];
  if (run === OPEN_ENDED) return [broken('endlessAboveTotal', limit)];
  const data = { ...limit, runSeconds: run };
  return [run > least.seconds ? broken('runAboveTotal', data) : holds('runHolds', data)];
}

/** What a pod and the hops before it give open connections at a deploy or a reload. */
export type Leaving = {
  /** How long a connection may live. */
  readonly life: Life;
  /** Draining of the load balancer: null where the path has none, undefined where it is not recorded. */
  readonly drain: LimitTime | null | undefined;
  /** From the order to stop until the pod is killed; undefined where it is not known. */
  readonly graceSeconds: number | undefined;
  /** Time left after a reload of a proxy. */
  readonly reload: LimitTime | undefined;
};

/** Connections have to end before draining does, and draining before the pod is killed. */
export function judgeLeaving({ life, drain, graceSeconds, reload }: Leaving): Judgement[] {
  const found: Judgement[] = [];
  const outlives = (seconds: number) => life === OPEN_ENDED || (life !== undefined && life > seconds);
  const lives = typeof life === 'number' ? { lifeSeconds: life } : {};
  const add = (code: string, data: FindingData) =>
    found.push(broken(life === OPEN_ENDED ? `${code}Endless` : code, { ...data, ...lives }));
  if (drain && drain.seconds === 0) found.push(broken('drainOff', named(drain)));
  else if (drain && outlives(drain.seconds)) add('drainBelowLife', named(drain));
  if (drain && graceSeconds !== undefined && drain.seconds > graceSeconds)
    found.push(broken('drainAboveGrace', { ...named(drain), graceSeconds }));
  else if (drain?.seconds !== 0 && graceSeconds !== undefined && outlives(graceSeconds))
    add('graceBelowLife', { graceSeconds });
  if (reload && outlives(reload.seconds)) add('reloadBelowLife', named(reload));
  if (found.length > 0) return found;
  if (life === undefined || life === OPEN_ENDED || graceSeconds === undefined || drain === undefined)
    return [unknown('leavingUnknown')];
  return drain === null
    ? [holds('graceHolds', { graceSeconds, lifeSeconds: life })]
    : [holds('leavingHolds', { ...named(drain), graceSeconds, lifeSeconds: life })];
}

/** Whoever answers a load balancer has to keep idle connections longer than it does, or it sends into a closed one. */
export function judgeKeepAlive(
  hop: string,
  balancerSeconds: number,
  keepAliveSeconds: number | undefined,
): Judgement[] {
  const data = { hop, limitSeconds: balancerSeconds };
  if (keepAliveSeconds === undefined) return [unknown('keepAliveUnknown', data)];
  const both = { ...data, keepAliveSeconds };
  return [keepAliveSeconds > balancerSeconds ? holds('keepAliveHolds', both) : broken('keepAliveBelow', both)];
}
