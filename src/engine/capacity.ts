import type { Capacity, CapacityLoad, CapacityVerdict, HopCapacity } from '../schema/capacity.ts';
import type { Component } from '../schema/platform.ts';
import { formula, recordsOf } from './capacity/formula.ts';
import { type Sizing, sizeProxy, unsized } from './capacity/proxy.ts';
import { missingForReconnects, reconnectLoad } from './capacity/reconnects.ts';
import { sizeRedis, sizeService } from './capacity/service.ts';
import { type CapacityCase, loadOf, type Peak, peakOf } from './capacity/streams.ts';
import { CONNECTIONS_PER_STREAM, type PathHop } from './path.ts';

/** Hops that end no connection: the client itself, and a balancer that passes packets on. */
const PASSING: readonly Component[] = ['browser', 'passthrough-nlb'];

/** Connections of one hop for all streams, and how they are counted. */
function connectionsOf(hop: PathHop, { streams, clientConnections, sharing }: Peak, meetsClients: boolean) {
  if (streams === null) return { connections: null, formulas: [] };
  if (hop.component === 'service')
    return { connections: streams, formulas: [formula('oneForEachStream', { streams }, streams)] };
  const before = meetsClients ? clientConnections : streams;
  if (before === null) return { connections: null, formulas: [] };
  const shared = meetsClients ? sharing : [];
  if (hop.component === 'passthrough-nlb')
    return { connections: before, formulas: [...shared, formula('passedOn', { connections: before }, before)] };
  const total = before + streams;
  const sources = total === streams * CONNECTIONS_PER_STREAM ? recordsOf(hop, 'connectionsPerWorker') : [];
  return { connections: total, formulas: [...shared, formula('bothSides', { before, streams }, total, sources)] };
}

/**
 * Whether today's replicas hold the peak. What is only in flight is at most the peak, so more than they hold is not yet
 * too much.
 */
function verdictOf({ replicasToday, replicasNeeded }: Sizing, load: CapacityLoad): CapacityVerdict {
  if (replicasToday === null || replicasNeeded === null) return 'unknown';
  if (replicasNeeded <= replicasToday) return 'holds';
  return load === 'held' ? 'add' : 'unknown';
}

/** Every hop from the client to the service, without the client. */
function hopsOf({ path, protocol }: CapacityCase, peak: Peak, load: CapacityLoad): HopCapacity[] {
  const ending = path.hops.filter(({ component }) => !PASSING.includes(component));
  const sizeOf = (hop: PathHop): Sizing => {
    if (hop.component === 'service') return sizeService(hop, peak.streams);
    if (PASSING.includes(hop.component)) return unsized;
    // Behind a balancer, the TLS of the client has ended already.
    const memory = protocol.nginx === 'grpc' ? 'unmeasured' : hop === ending[0] ? 'tls' : 'plain';
    return sizeProxy(hop, peak.streams, memory);
  };
  return path.hops
    .filter(({ component }) => component !== 'browser')
    .map((hop): HopCapacity => {
      const meetsClients = hop === ending[0] || PASSING.includes(hop.component);
      const { connections, formulas } = connectionsOf(hop, peak, meetsClients);
      const sizing = sizeOf(hop);
      const { id, component } = hop;
      return {
        hop: id,
        component,
        streams: peak.streams,
        connections,
        ...sizing,
        verdict: verdictOf(sizing, load),
        formulas: [...formulas, ...sizing.formulas],
      };
    });
}

/** What a design without a connection on the platform takes of it. */
export const noCapacity: Capacity = {
  load: 'none',
  peakStreams: null,
  formulas: [],
  missing: [],
  hops: [],
  reconnects: null,
  redis: null,
};

/** What the design holds open at peak, hop by hop, and how often it comes back. Pure; nothing missing is guessed. */
export function planCapacity(given: CapacityCase): Capacity {
  if (!given.protocol.crossesPlatform) return noCapacity;
  const load = loadOf(given);
  const peak = peakOf(given);
  const hops = hopsOf(given, peak, load);
  const held = load === 'held' ? missingForReconnects(given) : [];
  const service = hops.find(({ component }) => component === 'service');
  return {
    load,
    peakStreams: peak.streams,
    formulas: peak.formulas,
    missing: [...peak.missing, ...held],
    hops,
    reconnects:
      load === 'held' && peak.streams !== null && held.length === 0 ? reconnectLoad(given, peak.streams, hops) : null,
    redis: service ? sizeRedis(given, service) : null,
  };
}
