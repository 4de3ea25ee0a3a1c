import type { QuestionId } from '../../schema/answers.ts';
import type { HopCapacity, ReconnectHerd, ReconnectLoad } from '../../schema/capacity.ts';
import { canReconnect, lastsLongerThan, reconnectsPerSecond } from '../connection.ts';
import { formula, policyOf } from './formula.ts';
import { type CapacityCase, missingOf } from './streams.ts';
import { type Recycling, wavesOf } from './waves.ts';

/** Answers without which nobody can say how long one connection lives, and whether it is recycled. */
export function missingForReconnects(given: CapacityCase): QuestionId[] {
  const { answers, plan, thresholds } = given;
  // A poll lives as long as its design lets it, whatever the run.
  if (plan.kind === 'short') return [];
  if (answers.longestRunSeconds === undefined) return missingOf(given, 'longestRunSeconds');
  const recycleSeconds = thresholds.standardLifetimeSeconds.value * thresholds.recycleShareRatio.value;
  if (plan.kind === 'recycled' || canReconnect(answers) !== undefined) return [];
  if (lastsLongerThan(recycleSeconds, answers) === false) return [];
  return answers.ifCut === undefined
    ? missingOf(given, 'ifCut')
    : missingOf(given, 'useCase', 'conversation', 'request');
}

const PROXIES: readonly HopCapacity['component'][] = ['nginx', 'kong', 'ingress-nginx'];

/** Replicas a hop has when it holds the peak; null where they are not recorded. */
function replicasOf(hop: HopCapacity | undefined): number | null {
  if (!hop || hop.replicasToday === null || hop.replicasNeeded === null) return null;
  return Math.max(hop.replicasToday, hop.replicasNeeded);
}

/** What may cut many streams at once on this path, the smaller before the larger. */
function herdsOf(streams: number, hops: readonly HopCapacity[], windowSeconds: number): ReconnectHerd[] {
  const herd = (cause: ReconnectHerd['cause'], replicas: number | null): ReconnectHerd => {
    const cut = replicas === null ? streams : Math.ceil(streams / replicas);
    return { cause, replicas, streams: cut, perSecondAtOnce: cut, perSecondSpread: cut / windowSeconds };
  };
  const service = replicasOf(hops.find(({ component }) => component === 'service'));
  const proxy = replicasOf(hops.find(({ component }) => PROXIES.includes(component)));
  const hasEdge = hops.some(({ component }) => component !== 'service' && component !== 'passthrough-nlb');
  return [
    ...(service === null ? [] : [herd('service-replica', service)]),
    herd('service-all', null),
    ...(proxy === null ? [] : [herd('proxy-replica', proxy)]),
    ...(hasEdge ? [herd('edge-all', null)] : []),
  ];
}

/** How often held streams come back, in normal running and after a cut. */
export function reconnectLoad(given: CapacityCase, streams: number, hops: readonly HopCapacity[]): ReconnectLoad {
  const { plan, thresholds } = given;
  const jitterRatio = thresholds.recycleJitterRatio.value;
  const plannedPerSecond = thresholds.reconnectsPerSecond.value;
  const periodSeconds = plan.recycleSeconds ?? null;
  const recycling: Recycling | null = periodSeconds === null ? null : { periodSeconds, jitterRatio };
  const uncappedSeconds = Math.max(1, Math.ceil(streams / plannedPerSecond));
  const windowSeconds = Math.min(uncappedSeconds, Math.max(1, periodSeconds ?? uncappedSeconds));
  const normalPerSecond = periodSeconds === null ? null : reconnectsPerSecond(streams, periodSeconds);
  const inWindow = { streams, plannedPerSecond };
  const planned = policyOf(thresholds, 'reconnectsPerSecond');
  return {
    streams,
    periodSeconds,
    jitterRatio,
    normalPerSecond,
    plannedPerSecond,
    windowSeconds,
    herds: herdsOf(streams, hops, windowSeconds),
    series: wavesOf(streams, windowSeconds, recycling),
    formulas: [
      ...(periodSeconds === null || normalPerSecond === null
        ? []
        : [
            formula('recycleRate', { streams, periodSeconds }, normalPerSecond, [
              policyOf(thresholds, 'recycleShareRatio'),
            ]),
          ]),
      windowSeconds < uncappedSeconds && periodSeconds !== null
        ? formula('jitterWindowCapped', { ...inWindow, periodSeconds }, windowSeconds, [planned])
        : formula('jitterWindow', inWindow, windowSeconds, [planned]),
    ],
  };
}
