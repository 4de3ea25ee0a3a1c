import { catalogue } from '../../src/decide-file.ts';
import { decide } from '../../src/engine/assess.ts';
import type { Path } from '../../src/engine/path.ts';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import type { Capacity, HopCapacity } from '../../src/schema/capacity.ts';
import { facts, pathNamed } from './facts.ts';

/** Notifications to browsers: event streams that can resume and stay open. */
export const feed: Answers = {
  useCase: 'notifications',
  conversation: 'server-streams',
  longestRunSeconds: OPEN_ENDED,
  ifCut: 'resume',
  heartbeat: 'yes',
  missedMessages: 'replay',
  request: 'url-only',
  credentials: 'cookie',
  payload: 'text',
  clients: ['browser'],
  networks: ['internet'],
  edgeHttp: 'http1',
  connectionsPerClient: 1,
  peakClients: 12_000,
};

/** The capacity of the feed with something changed. */
export function capacityOf(
  change: Answers = {},
  path: string | Path = 'external-nginx',
  base: Answers = feed,
): Capacity {
  const where = typeof path === 'string' ? pathNamed(path) : path;
  return decide({ ...base, ...change }, where, facts, catalogue).capacity;
}

/** The hop of this kind. */
export function hopOf({ hops }: Capacity, component: string): HopCapacity {
  const hop = hops.find((known) => known.component === component);
  if (!hop) throw new Error(`no ${component} among ${hops.map((known) => known.component).join(', ')}`);
  return hop;
}

/** Answers of which one is missing. */
export function without(id: keyof Answers, change: Answers = {}): Answers {
  const { [id]: _, ...rest } = { ...feed, ...change };
  return rest;
}

/** Clients reach Nginx through a balancer that passes packets on, so that it ends their TLS and HTTP/2. */
export const direct: Path = {
  id: 'direct',
  tiered: true,
  hops: [...pathNamed('external-ingress-nginx').hops.slice(0, 2), ...pathNamed().hops.slice(2)],
};
