import type { CapacityFormula, HopCapacity } from '../../schema/capacity.ts';
import { CONNECTIONS_PER_STREAM, type PathHop } from '../path.ts';
import { formula, leastThatHolds, recorded, recordsOf } from './formula.ts';

/** What a hop is planned to hold; `null` figures where an answer or a record is missing. */
export type Sizing = Omit<HopCapacity, 'hop' | 'component' | 'streams' | 'connections' | 'verdict'>;

/** A hop of which nothing is recorded, such as a load balancer: it grows by itself, and no figure is documented. */
export const unsized: Sizing = {
  connectionsToday: null,
  replicasToday: null,
  replicasNeeded: null,
  workersPerReplica: null,
  connectionsPerWorkerNeeded: null,
  fileDescriptorsPerWorker: null,
  memoryBytes: null,
  ephemeralPorts: null,
  formulas: [],
};

/** Which figure of a stream's memory holds at a proxy; gRPC was not measured. */
export type StreamMemory = 'plain' | 'tls' | 'unmeasured';

type Plan = {
  readonly hop: PathHop;
  readonly streams: number;
  readonly replicas: number;
  readonly workers: number;
  readonly connectionsEach: number;
  readonly ratio: number;
  readonly formulas: CapacityFormula[];
};

const WORKERS = ['workersPerReplica', 'connectionsPerWorker', 'plannedUtilisationRatio'] as const;

/** Local ports of all replicas at the planned utilisation; a stream takes one, because each has its own connection. */
function portsOf({ hop, streams, replicas, ratio, formulas }: Plan) {
  const ports = recorded(hop, 'portsPerAddress');
  const addresses = recorded(hop, 'upstreamAddresses');
  if (ports === null || addresses === null) return null;
  const available = (count: number) => Math.floor(ports * addresses * count * ratio);
  const sources = recordsOf(hop, 'portsPerAddress', 'upstreamAddresses', 'replicas', 'plannedUtilisationRatio');
  formulas.push(formula('portsAvailable', { ports, addresses, replicas, ratio }, available(replicas), sources));
  return {
    needed: streams,
    available: available(replicas),
    replicas: leastThatHolds(streams, ports * addresses * ratio, available),
    formula: (result: number) => formula('portReplicas', { streams, ports, addresses, ratio }, result, sources),
  };
}

/** Replicas for these streams: what connections ask for, or local ports where they end first. */
function replicasFor(plan: Plan, ports: ReturnType<typeof portsOf>): number {
  const { hop, streams, workers, connectionsEach, ratio, formulas } = plan;
  const connections = streams * CONNECTIONS_PER_STREAM;
  const byConnections = leastThatHolds(connections, workers * connectionsEach * ratio, (count) =>
    Math.floor(count * workers * connectionsEach * ratio),
  );
  const values = { connections, workers, connectionsEach, ratio };
  formulas.push(formula('proxyReplicas', values, byConnections, recordsOf(hop, ...WORKERS)));
  if (!ports || ports.replicas <= byConnections) return byConnections;
  formulas.push(ports.formula(ports.replicas));
  return ports.replicas;
}

/** Memory of all workers with their streams, with as many replicas as it takes. */
function memoryOf({ hop, streams, replicas, workers, formulas }: Plan, memory: StreamMemory): number | null {
  if (memory === 'unmeasured') return null;
  const key = memory === 'tls' ? 'memoryPerTlsStreamBytes' : 'memoryPerStreamBytes';
  const bytesPerWorker = recorded(hop, 'memoryPerWorkerBytes');
  const bytesPerStream = recorded(hop, key);
  if (bytesPerWorker === null || bytesPerStream === null) return null;
  const bytes = replicas * workers * bytesPerWorker + streams * bytesPerStream;
  const values = { replicas, workers, bytesPerWorker, streams, bytesPerStream };
  const sources = recordsOf(hop, 'memoryPerWorkerBytes', key);
  formulas.push(formula(memory === 'tls' ? 'workerMemoryTls' : 'workerMemory', values, bytes, sources));
  return bytes;
}

/**
 * A proxy with worker processes. Replicas are planned for HTTP/1.1 clients, two connections for each stream, whatever
 * clients share over HTTP/2, since any of them may fall back to HTTP/1.1 (decision 0005).
 */
export function sizeProxy(hop: PathHop, streams: number | null, memory: StreamMemory): Sizing {
  const replicas = recorded(hop, 'replicas');
  const workers = recorded(hop, 'workersPerReplica');
  const connectionsEach = recorded(hop, 'connectionsPerWorker');
  const ratio = recorded(hop, 'plannedUtilisationRatio');
  if (replicas === null || workers === null || connectionsEach === null || ratio === null)
    return { ...unsized, replicasToday: replicas, workersPerReplica: workers };
  const holds = Math.floor(replicas * workers * connectionsEach * ratio);
  const sources = recordsOf(hop, 'replicas', ...WORKERS);
  const formulas = [formula('proxyHolds', { replicas, workers, connectionsEach, ratio }, holds, sources)];
  const today = {
    ...unsized,
    connectionsToday: holds,
    replicasToday: replicas,
    workersPerReplica: workers,
    formulas,
  };
  if (streams === null) return today;
  const plan: Plan = { hop, streams, replicas, workers, connectionsEach, ratio, formulas };
  const ports = portsOf(plan);
  const replicasNeeded = replicasFor(plan, ports);
  const connections = streams * CONNECTIONS_PER_STREAM;
  const perWorker = leastThatHolds(connections, replicas * workers * ratio, (count) =>
    Math.floor(replicas * workers * count * ratio),
  );
  const inWorkers = { connections, replicas, workers, ratio };
  formulas.push(
    formula(
      'workerConnections',
      inWorkers,
      perWorker,
      recordsOf(hop, 'replicas', 'workersPerReplica', 'plannedUtilisationRatio'),
    ),
  );
  return {
    ...today,
    replicasNeeded,
    connectionsPerWorkerNeeded: perWorker,
    fileDescriptorsPerWorker: descriptorsOf(plan, perWorker),
    memoryBytes: memoryOf({ ...plan, replicas: Math.max(replicas, replicasNeeded) }, memory),
    ephemeralPorts: ports && { needed: ports.needed, available: ports.available },
  };
}

/** Descriptors of one worker that uses up its connections, today's or the needed ones, whichever are more. */
function descriptorsOf({ hop, connectionsEach, formulas }: Plan, perWorker: number): number | null {
  const spare = recorded(hop, 'spareDescriptorsPerWorker');
  if (spare === null) return null;
  const connections = Math.max(connectionsEach, perWorker);
  const sources = recordsOf(hop, 'connectionsPerWorker', 'spareDescriptorsPerWorker');
  formulas.push(formula('workerDescriptors', { connectionsEach: connections, spare }, connections + spare, sources));
  return connections + spare;
}
