import type { Protocol } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import { series } from '../print/promql.ts';
import { routesOf } from '../routes.ts';
import { metrics } from './metrics.ts';
import {
  alertAbove,
  missingAlert,
  type Part,
  type Signal,
  SUSTAINED_MINUTES,
  scopeOf,
  URGENT_MINUTES,
} from './signals.ts';
import { cuts, firstByte, heartbeats, reconnects } from './stream-life.ts';

/** Whether its connections stay open and hand on one thing after the other. */
export const isStream = ({ connection, streamsResponse }: Protocol): boolean =>
  connection === 'held' || streamsResponse;
/** Whether its requests wait open until there is something to say. */
export const isPoll = ({ nginx }: Protocol): boolean => nginx === 'poll';

function openPerReplica(input: GeneratorInput): Signal {
  const { path, say, names } = input;
  const scope = scopeOf(input);
  const open = {
    record: 'instance:stream_open_connections:sum',
    expr: `sum by (namespace, job, instance) (${series(metrics.openConnections.name, scope)})`,
    scope,
    legend: 'instance',
    unit: 'short',
    panel: 'openPerReplica',
  } as const satisfies Signal;
  const { connectionsPerReplica: connections, plannedUtilisationRatio: share } =
    path.hops.find(({ component }) => component === 'service')?.limits ?? {};
  if (!connections || !share) return open;
  const most = Math.floor(connections.value * share.value);
  return alertAbove(open, most, {
    id: 'streamsNearLimit',
    forMinutes: URGENT_MINUTES,
    severity: 'critical',
    why: say('prometheus-rules.replicaLimit', {
      most,
      connections: connections.value,
      share: names.amount('plannedUtilisationRatio', share.value),
    }),
    data: { most },
  });
}

function openInAll(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  const open = {
    record: 'job:stream_open_connections:sum',
    expr: `sum by (namespace, job) (${series(metrics.openConnections.name, scope)})`,
    scope,
    unit: 'short',
    panel: 'openInAll',
  } as const satisfies Signal;
  const { peakStreams } = input.verdict.capacity;
  if (peakStreams === null) return open;
  const { peakClients: clients = 0, connectionsPerClient: connections = 1 } = input.answers;
  return alertAbove(open, peakStreams, {
    id: 'streamsAbovePeak',
    forMinutes: SUSTAINED_MINUTES,
    severity: 'warning',
    why: input.say('prometheus-rules.peakLimit', { clients, connections }),
    data: { most: peakStreams },
  });
}

function leftOut(input: GeneratorInput, signals: readonly Signal[]): string[] {
  const { say, verdict } = input;
  if (!input.protocol.crossesPlatform) return [say('prometheus-rules.notJudged')];
  const streams = signals.some(({ panel }) => panel === 'reconnects');
  const beats = signals.some(({ panel }) => panel === 'heartbeats');
  const lacks = (panel: string) => signals.some((signal) => signal.panel === panel && !signal.alert);
  const reconnectReason = verdict.recommendation.recycleSeconds === null ? 'noRecycling' : 'noPeakForReconnects';
  return [
    ...(lacks('openPerReplica') ? [say('prometheus-rules.noReplicaLimit')] : []),
    ...(lacks('openInAll') ? [say('prometheus-rules.noPeak')] : []),
    ...(lacks('reconnects') ? [say(`prometheus-rules.${reconnectReason}`)] : []),
    ...(streams && !beats ? [say('prometheus-rules.noHeartbeat')] : []),
  ];
}

/** What is watched of connections that stay open; nothing where none does. */
export function streamsPart(input: GeneratorInput): Part[] {
  const protocols = routesOf(input).map(({ protocol }) => protocol);
  const streams = protocols.some(isStream);
  if (!streams && !protocols.some(isPoll)) return [];
  const { heartbeatSeconds } = input.verdict.recommendation;
  const open = openPerReplica(input);
  const [beat, silence] = streams && heartbeatSeconds !== null ? heartbeats(input, open, heartbeatSeconds) : [];
  const signals = [
    openInAll(input),
    open,
    ...(streams ? [firstByte(input), cuts(input), reconnects(input)] : []),
    ...(beat ? [beat] : []),
  ];
  const { openConnections, opens, closes, streamFirstByte } = metrics;
  return [
    {
      group: `${input.service.name}-streams`,
      signals,
      alerts: [
        ...(silence ? [silence] : []),
        missingAlert('StreamMetricsMissing', openConnections.name, scopeOf(input)),
      ],
      metrics: [
        openConnections,
        ...(streams ? [opens, closes, streamFirstByte] : []),
        ...(beat ? [metrics.heartbeats] : []),
      ],
      leftOut: leftOut(input, signals),
    },
  ];
}
