import type { Judgement, LadderOrder, Rung, RungTime } from '../../../engine/ladder.ts';
import type { Setting } from '../../../ladder.ts';
import { logScale, logTimeTicks } from '../../Charts/scale.ts';

/** Place of a time that a logarithmic scale does not have, in percent. */
const ZERO_PERCENT = 1.5;
const ENDLESS_PERCENT = 98.5;

/** The one time scale of all rungs, in percent of the width. */
export type LadderScale = {
  readonly ticks: readonly number[];
  readonly tickPercent: (seconds: number) => number;
  /** Place of a time; undefined where there is none to show. */
  readonly percentOf: (time: RungTime) => number | undefined;
};

export function ladderScale(orders: readonly LadderOrder[]): LadderScale {
  const times = orders.flatMap(({ rungs }) => rungs.flatMap(({ today, proposed }) => [today, proposed]));
  const seconds = times.filter((time): time is number => typeof time === 'number' && time > 0);
  const domain = [Math.min(1, ...seconds), Math.max(60, ...seconds)] as const;
  const scale = logScale(domain, [6, 93]);
  return {
    ticks: logTimeTicks(domain),
    tickPercent: scale,
    percentOf: (time) => {
      if (time === 'open-ended') return ENDLESS_PERCENT;
      if (typeof time !== 'number') return undefined;
      return time > 0 ? scale(time) : ZERO_PERCENT;
    },
  };
}

/** Which rung of an order is at fault, by the sentence that says so. */
const AT_FAULT: { readonly [code: string]: (rung: Rung) => boolean } = {
  silenceAboveIdle: ({ id }) => id === 'silence',
  heartbeatAboveIdle: ({ id }) => id === 'heartbeat',
  recycleAboveTotal: ({ id }) => id === 'recycle',
  runAboveTotal: ({ id }) => id === 'run',
  endlessAboveTotal: ({ id }) => id === 'run',
  drainOff: ({ limit }) => limit === 'drainingTimeoutSeconds',
  drainBelowLife: ({ limit }) => limit === 'drainingTimeoutSeconds',
  drainAboveGrace: ({ limit }) => limit === 'drainingTimeoutSeconds',
  graceBelowLife: ({ id }) => id === 'grace',
  reloadBelowLife: ({ limit }) => limit === 'reloadDrainSeconds',
  keepAliveBelow: ({ id }) => id === 'keepAlive',
};

export const isAtFault = (rung: Rung, order: LadderOrder, setting: Setting): boolean =>
  order[setting].some(
    ({ outcome, code }) => outcome === 'broken' && AT_FAULT[code.replace(/Endless$/, '')]?.(rung) === true,
  );

/** The time the others of an order are measured against: the smallest limit, the grace period, or the load balancer's. */
export function boundOf({ id, rungs }: LadderOrder, setting: Setting): number | undefined {
  const bounding = rungs.filter((rung) =>
    id === 'deploy' ? rung.id === 'grace' : rung.id === (id === 'keepAlive' ? 'balancerKeepAlive' : 'limit'),
  );
  const times = bounding.map((rung) => rung[setting]).filter((time) => typeof time === 'number');
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** The outcome of a whole order: one broken part breaks it. */
export function outcomeOf(judgements: readonly Judgement[]): Judgement['outcome'] {
  const has = (outcome: Judgement['outcome']) => judgements.some((judgement) => judgement.outcome === outcome);
  return has('broken') ? 'broken' : has('unknown') ? 'unknown' : 'holds';
}
