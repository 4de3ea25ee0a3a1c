import type { Answers } from '../schema/answers.ts';
import type { LimitReference } from '../schema/assessment.ts';
import type { Hop, Limit, LimitKey, LimitKind, Platform } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';

export type PathHop = Hop & { readonly id: string };
/** One path of a profile with its hops filled in, from the client to the service. */
export type Path = { readonly id: string; readonly tiered: boolean; readonly hops: readonly PathHop[] };

const foundPaths = new WeakMap<Platform, Map<string, Path>>();

/** The path with this id, the same object each time; throws when the profile has none, which reading an answer file has ruled out. */
export function findPath(platform: Platform, id: string = platform.defaultPath): Path {
  const known = foundPaths.get(platform) ?? new Map<string, Path>();
  foundPaths.set(platform, known);
  const found = known.get(id) ?? buildPath(platform, id);
  known.set(id, found);
  return found;
}

function buildPath(platform: Platform, id: string): Path {
  const path = platform.paths[id];
  if (!path) throw new Error(`path ${id}: profile ${platform.id} has no such path`);
  const hops = path.hops.map((hopId) => {
    const hop = platform.hops[hopId];
    if (!hop) throw new Error(`path ${id}: profile ${platform.id} has no hop ${hopId}`);
    return { ...hop, id: hopId };
  });
  return { id, tiered: path.tiered, hops };
}

/** One limit as a connection of one protocol meets it. */
export type MetLimit = {
  readonly hop: PathHop;
  readonly key: LimitKey;
  readonly kind: LimitKind;
  readonly limit: Limit;
};

/** Limits on the sending side bind only where the client goes on sending. */
export const sendingLimits: readonly LimitKey[] = ['clientBodyTimeoutSeconds', 'proxySendTimeoutSeconds'];

/** Whether the client goes on sending on this connection. */
export const sendsOn = ({ carries }: Protocol, conversation: Answers['conversation']): boolean =>
  (conversation === 'client-streams' || conversation === 'interleaved') && carries.includes(conversation);

/** Every time limit of the path that a connection of this protocol meets, in the order of the hops. */
export function limitsMet(path: Path, protocol: Protocol, conversation: Answers['conversation']): MetLimit[] {
  if (!protocol.crossesPlatform) return [];
  const sends = sendsOn(protocol, conversation);
  return path.hops.flatMap((hop) =>
    (Object.entries(hop.limits) as [LimitKey, Limit | undefined][]).flatMap(([key, limit]) => {
      if (!limit || (limit.webSocketOnly && !protocol.needsUpgrade)) return [];
      if (sendingLimits.includes(key) && (!sends || (protocol.needsUpgrade && key === 'clientBodyTimeoutSeconds')))
        return [];
      const kind = protocol.needsUpgrade ? (limit.webSocketKind ?? limit.kind) : limit.kind;
      return kind === 'none' ? [] : [{ hop, key, kind, limit }];
    }),
  );
}

/** Limits of a whole path that rules compare with, each the smallest or the sum of its hops' records. */
export type PathLimitKey =
  | 'totalCapSeconds'
  | 'totalCapMaximumSeconds'
  | 'idleCapSeconds'
  | 'proxyStreams'
  | 'serviceStreams'
  | 'redisClients'
  | 'connectionsPerHost';

type PathLimit = { readonly value: number; readonly references: readonly LimitReference[] };
export type PathLimits = { readonly [K in PathLimitKey]?: PathLimit };

/** A limit of a hop as a finding or a formula names it. */
export function referenceTo(hop: string, key: LimitKey, limit: Limit): LimitReference {
  return { hop, key, value: limit.value, source: limit.source, checked: limit.checked };
}

function smallest(limits: readonly MetLimit[], read: (limit: Limit) => number): PathLimit | undefined {
  let least: MetLimit | undefined;
  for (const met of limits) if (!least || read(met.limit) < read(least.limit)) least = met;
  return least && { value: read(least.limit), references: [referenceTo(least.hop.id, least.key, least.limit)] };
}

/** Proxied streams take a connection on each side. */
export const CONNECTIONS_PER_STREAM = 2;

function product(hop: PathHop, keys: readonly LimitKey[], divisor: number): PathLimit | undefined {
  const limits = keys.map((key) => hop.limits[key]);
  if (limits.some((limit) => limit === undefined)) return undefined;
  const records = limits as Limit[];
  return {
    value: Math.floor(records.reduce((result, { value }) => result * value, 1) / divisor),
    references: records.map((limit, index) => referenceTo(hop.id, keys[index] as LimitKey, limit)),
  };
}

/** The limits of the whole path for a connection of this protocol; a key is absent where no hop has such a limit. */
export function pathLimits(path: Path, protocol: Protocol, conversation: Answers['conversation']): PathLimits {
  const met = limitsMet(path, protocol, conversation);
  const totals = met.filter(({ kind }) => kind === 'total');
  const result: { -readonly [K in PathLimitKey]?: PathLimit | undefined } = {
    totalCapSeconds: smallest(totals, ({ value }) => value),
    totalCapMaximumSeconds: smallest(totals, ({ value, maximum }) => maximum ?? value),
    idleCapSeconds: smallest(
      met.filter(({ kind }) => kind === 'idle'),
      ({ value }) => value,
    ),
  };
  for (const hop of path.hops) {
    const proxy: LimitKey[] = ['replicas', 'workersPerReplica', 'connectionsPerWorker', 'plannedUtilisationRatio'];
    const service: LimitKey[] = ['replicas', 'connectionsPerReplica', 'plannedUtilisationRatio'];
    result.proxyStreams ??= product(hop, proxy, CONNECTIONS_PER_STREAM);
    result.serviceStreams ??= product(hop, service, 1);
    result.redisClients ??= product(hop, ['redisClients'], 1);
    result.connectionsPerHost ??= product(hop, ['connectionsPerHost'], 1);
  }
  return Object.fromEntries(Object.entries(result).filter(([, limit]) => limit !== undefined));
}
