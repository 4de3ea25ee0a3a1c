import type { QuestionId } from './answers.ts';
import type { LimitReference } from './assessment.ts';
import type { Component } from './platform.ts';

/**
 * What the design leaves open on the wire at peak. held: a connection for each stream, for its whole life. in-flight: a
 * connection while a reply is on its way, so at most one for each stream. requests: short requests that hold nothing.
 * none: nothing of it crosses the platform, or no protocol fits.
 */
export type CapacityLoad = 'held' | 'in-flight' | 'requests' | 'none';

/** holds: today's replicas are enough. add: more are needed. unknown: an answer or a record is missing. */
export type CapacityVerdict = 'holds' | 'add' | 'unknown';

/** Every formula a hop or a reconnect figure may rest on; each is a text key `capacity.<id>`. */
export type CapacityFormulaId =
  // Streams and connections.
  | 'peakStreams'
  | 'sharedConnections'
  | 'bothSides'
  | 'passedOn'
  | 'oneForEachStream'
  // What replicas hold, and how many are needed.
  | 'proxyHolds'
  | 'proxyReplicas'
  | 'portReplicas'
  | 'serviceHolds'
  | 'serviceReplicas'
  | 'redisClients'
  // What a worker and its machine need.
  | 'workerConnections'
  | 'workerDescriptors'
  | 'workerMemory'
  | 'workerMemoryTls'
  | 'portsAvailable'
  // Coming back.
  | 'recycleRate'
  | 'jitterWindow'
  | 'jitterWindowCapped';

/** A formula with the numbers that were put into it, so that a page can show "3 × 4 × 10,240 × 70 % = 86,016". */
export type CapacityFormula = {
  readonly id: CapacityFormulaId;
  /** Every number of the formula by the placeholder of its text, which has `{result}` beside them. */
  readonly values: { readonly [placeholder: string]: number };
  readonly result: number;
  /** The records it was made with; empty where only answers were used. */
  readonly sources: readonly LimitReference[];
};

/** What one hop holds at peak, and what it would need. A figure is null where an answer or a record is missing. */
export type HopCapacity = {
  readonly hop: string;
  readonly component: Component;
  /** Streams through this hop at once. */
  readonly streams: number | null;
  /** Connections this hop has open for them at most, all replicas together, both sides of a proxied stream counted. */
  readonly connections: number | null;
  /** Connections today's replicas may hold at the planned utilisation. */
  readonly connectionsToday: number | null;
  readonly replicasToday: number | null;
  /** Replicas for these streams at the planned utilisation, counted for HTTP/1.1 clients; at least 1. */
  readonly replicasNeeded: number | null;
  readonly workersPerReplica: number | null;
  /** Connections one worker would have to be allowed with today's replicas and workers: `worker_connections`. */
  readonly connectionsPerWorkerNeeded: number | null;
  /** File descriptors one worker may need: `worker_rlimit_nofile`. */
  readonly fileDescriptorsPerWorker: number | null;
  /** Memory of the workers of all replicas together, without that of the kernel. */
  readonly memoryBytes: number | null;
  /** Local ports for connections to the next hop, all replicas together, at the planned utilisation. */
  readonly ephemeralPorts: { readonly needed: number; readonly available: number } | null;
  readonly verdict: CapacityVerdict;
  readonly formulas: readonly CapacityFormula[];
};

/** What cuts many streams at once. replica: one of a hop's replicas goes. all: the whole hop goes, or all before it. */
type HerdCause = 'service-replica' | 'service-all' | 'proxy-replica' | 'edge-all';

/** Streams that were cut together and come back; `replicas` at least as many as are needed. */
export type ReconnectHerd = {
  readonly cause: HerdCause;
  /** Replicas that shared all streams; null where all are cut. */
  readonly replicas: number | null;
  readonly streams: number;
  /** Highest rate when nobody waits: all within one second. */
  readonly perSecondAtOnce: number;
  /** Rate when each client waits a random time within the window. */
  readonly perSecondSpread: number;
};

/** Expected rates from one point of time to the next one. */
export type ReconnectPoint = {
  /** Seconds after all streams were cut. */
  readonly afterSeconds: number;
  /** Mean rate until the next point when the first return is spread over the window. */
  readonly perSecondSpread: number;
  /** Mean rate until the next point when all come back within one second. */
  readonly perSecondAtOnce: number;
};

/** How often held streams come back: in normal running, and after something cut many at once. */
export type ReconnectLoad = {
  readonly streams: number;
  /** Mean time between two reconnects of one stream; null when the server does not recycle it. */
  readonly periodSeconds: number | null;
  /** Each period varies evenly by this share either way. */
  readonly jitterRatio: number;
  /** Reconnects per second in normal running; null when the server does not recycle streams. */
  readonly normalPerSecond: number | null;
  /** Reconnects per second the platform plans for. */
  readonly plannedPerSecond: number;
  /**
   * Window over which clients spread their return after a cut of all, so that the planned rate is kept. Whole seconds,
   * at most one period: later they would come anyway.
   */
  readonly windowSeconds: number;
  readonly herds: readonly ReconnectHerd[];
  /** After all streams were cut at once: each point starts a step, the last one ends the series. At most 120 points. */
  readonly series: readonly ReconnectPoint[];
  readonly formulas: readonly CapacityFormula[];
};

/** Clients of the shared Redis: each replica of the service that subscribes is one. */
export type RedisLoad = {
  readonly clients: number | null;
  readonly clientsToday: number;
  readonly verdict: CapacityVerdict;
  readonly formulas: readonly CapacityFormula[];
};

/** What the design holds open at peak, hop by hop, and how often it comes back. */
export type Capacity = {
  readonly load: CapacityLoad;
  /** Streams open at once at peak; null when an answer is missing or nothing is held. */
  readonly peakStreams: number | null;
  /** How `peakStreams` was worked out; empty where it is null. */
  readonly formulas: readonly CapacityFormula[];
  /** Answers that are missing for figures that are null, or that would change a figure. */
  readonly missing: readonly QuestionId[];
  /** From the client to the service, without the client itself; empty when nothing crosses the platform. */
  readonly hops: readonly HopCapacity[];
  readonly reconnects: ReconnectLoad | null;
  /** null when no answer says that messages pass through a shared Redis, or the path has no record of one. */
  readonly redis: RedisLoad | null;
};
