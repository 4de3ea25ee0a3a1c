import type { Path } from '../engine/path.ts';
import type { Assumption } from '../schema/timeline.ts';
import type { Disturbance } from './input.ts';

/** Kubernetes' `terminationGracePeriodSeconds` where a pod names none. */
const GRACE_SECONDS = 30;
/** The most a Google load balancer drains: docs.cloud.google.com/load-balancing/docs/enabling-connection-draining. */
const MOST_DRAIN_SECONDS = 3600;

/** What may be asked beside the answers. */
export type TimelineOptions = {
  /** When a pod is replaced: one the load balancer leads to, or the service's where none of the path drains. */
  readonly deployAtSeconds?: number;
  /** When a proxy reloads its configuration; it matters where the path records how long old workers live. */
  readonly reloadAtSeconds?: number;
  readonly seed?: number;
};

/** How long connections are let go on at a deploy when it is planned: as long as one may live. */
function plannedSeconds(lifeSeconds: number | 'unlimited', mostSeconds: number): number {
  return lifeSeconds === 'unlimited' ? mostSeconds : Math.min(mostSeconds, Math.ceil(lifeSeconds));
}

/** The changes that were asked for. `lifeSeconds` is how long a connection may live where the advice is followed. */
export function disturbancesOf(
  { hops }: Path,
  { deployAtSeconds, reloadAtSeconds }: TimelineOptions,
  lifeSeconds: number | 'unlimited' | undefined,
  assumed: Set<Assumption>,
): Disturbance[] {
  const found: Disturbance[] = [];
  if (deployAtSeconds === undefined) assumed.add('no-deploy');
  else {
    const place = hops.findIndex(({ limits }) => limits.drainingTimeoutSeconds);
    const drains = place < 0 ? undefined : hops[place];
    const limit = drains?.limits.drainingTimeoutSeconds;
    const most = limit?.absoluteMaximum ?? limit?.maximum ?? limit?.value ?? MOST_DRAIN_SECONDS;
    const planned = lifeSeconds === undefined ? undefined : plannedSeconds(lifeSeconds, most);
    if (planned === undefined) assumed.add('grace-of-30-seconds');
    const hop = hops[place < 0 ? hops.length - 1 : Math.min(place + 1, hops.length - 1)]?.id ?? '';
    const drain = drains &&
      limit && { hop: drains.id, limit: 'drainingTimeoutSeconds' as const, seconds: planned ?? limit.value };
    const graceSeconds = planned === undefined ? GRACE_SECONDS : planned + GRACE_SECONDS;
    found.push({ kind: 'deploy', atSeconds: deployAtSeconds, hop, graceSeconds, ...(drain && { drain }) });
  }
  if (reloadAtSeconds === undefined) return found;
  for (const { id, limits } of hops) {
    const { reloadDrainSeconds } = limits;
    if (!reloadDrainSeconds) continue;
    const drain = { limit: 'reloadDrainSeconds' as const, seconds: reloadDrainSeconds.value };
    found.push({ kind: 'reload', atSeconds: reloadAtSeconds, hop: id, drain });
  }
  return found;
}
