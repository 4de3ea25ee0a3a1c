import type { RedisLoad } from '../../schema/capacity.ts';
import type { PathHop } from '../path.ts';
import { formula, leastThatHolds, recorded, recordsOf } from './formula.ts';
import { type Sizing, unsized } from './proxy.ts';
import type { CapacityCase } from './streams.ts';

/** The service itself: a connection and a handler for each stream, whatever is shared before it. */
export function sizeService(hop: PathHop, streams: number | null): Sizing {
  const replicas = recorded(hop, 'replicas');
  const connectionsEach = recorded(hop, 'connectionsPerReplica');
  const ratio = recorded(hop, 'plannedUtilisationRatio');
  if (replicas === null || connectionsEach === null || ratio === null) return { ...unsized, replicasToday: replicas };
  const holds = (count: number) => Math.floor(count * connectionsEach * ratio);
  const records = recordsOf(hop, 'replicas', 'connectionsPerReplica', 'plannedUtilisationRatio');
  const formulas = [formula('serviceHolds', { replicas, connectionsEach, ratio }, holds(replicas), records)];
  const today = { ...unsized, connectionsToday: holds(replicas), replicasToday: replicas, formulas };
  if (streams === null) return today;
  const replicasNeeded = leastThatHolds(streams, connectionsEach * ratio, holds);
  const sources = recordsOf(hop, 'connectionsPerReplica', 'plannedUtilisationRatio');
  formulas.push(formula('serviceReplicas', { streams, connectionsEach, ratio }, replicasNeeded, sources));
  return { ...today, replicasNeeded };
}

/** Clients of a shared Redis: each replica of the service that passes messages on through it is at least one. */
export function sizeRedis(given: CapacityCase, { replicasToday, replicasNeeded }: Sizing): RedisLoad | null {
  const { answers, path } = given;
  const hop = path.hops.find(({ limits }) => limits.redisClients);
  const clientsToday = hop ? recorded(hop, 'redisClients') : null;
  if (!hop || clientsToday === null || !answers.serverStores?.includes('pub-sub')) return null;
  if (replicasToday === null || replicasNeeded === null)
    return { clients: null, clientsToday, verdict: 'unknown', formulas: [] };
  const replicas = Math.max(replicasToday, replicasNeeded);
  const formulas = [formula('redisClients', { replicas, clientsToday }, replicas, recordsOf(hop, 'redisClients'))];
  return { clients: replicas, clientsToday, verdict: replicas <= clientsToday ? 'holds' : 'add', formulas };
}
