import { CONNECTIONS_PER_STREAM, type PathHop } from '../../engine/path.ts';
import type { Component } from '../../schema/platform.ts';
import type { GeneratorInput } from '../generator.ts';
import { workerConnections } from '../nginx/connections.ts';
import { type Matcher, series } from '../print/promql.ts';
import { routesOf } from '../routes.ts';
import { alertAbove, missingAlert, type Part, URGENT_MINUTES } from './signals.ts';

/** Connections of clients a proxy holds, idle ones included. */
type ConnectionMetric = { readonly metric: string; readonly matchers: readonly Matcher[] };

/** From the lists of metrics of nginx-prometheus-exporter, of Kong's plugin prometheus and of ingress-nginx. */
const CONNECTIONS: { readonly [C in Component]?: ConnectionMetric } = {
  nginx: { metric: 'nginx_connections_active', matchers: [] },
  kong: { metric: 'kong_nginx_connections_total', matchers: [['state', '=', 'active']] },
  'ingress-nginx': {
    metric: 'nginx_ingress_controller_nginx_process_connections',
    matchers: [['state', '=', 'active']],
  },
};

type Capacity = { readonly most: number; readonly why: string };

/**
 * Client connections one replica of a proxy may hold: by the profile, or as the files for Nginx raise it. A proxied stream
 * takes one connection to the client, which is counted, and one to the service, which is not.
 */
function capacityOf(input: GeneratorInput, { component, limits }: PathHop): Capacity | undefined {
  const { say, names } = input;
  const { workersPerReplica: workers, plannedUtilisationRatio: share } = limits;
  const connections = component === 'nginx' ? workerConnections(input) : limits.connectionsPerWorker;
  if (!workers || !connections || !share) return undefined;
  const most = Math.floor((workers.value * connections.value * share.value) / CONNECTIONS_PER_STREAM);
  const why = say('proxy-rules.limit', {
    most,
    workers: workers.value,
    connections: connections.value,
    share: names.amount('plannedUtilisationRatio', share.value),
  });
  return { most, why };
}

/** Why the connections of a proxy are not watched, as a text key; undefined when they are. */
function whyNot(input: GeneratorInput, hop: PathHop, capacity: Capacity | undefined): string | undefined {
  if (!capacity) return 'noLimit';
  // Many streams share one client connection, so that the count would be far too low.
  if (routesOf(input).some(({ protocol }) => protocol.backendProtocol === 'HTTP2')) return 'sharedConnections';
  return hop.component === 'nginx' && input.target.nginx !== 'files' ? 'otherMetrics' : undefined;
}

function proxyOf(input: GeneratorInput, hop: PathHop, { metric, matchers }: ConnectionMetric): Part {
  const { say, names } = input;
  const capacity = capacityOf(input, hop);
  const reason = whyNot(input, hop, capacity);
  const part = { group: `${hop.id}-connections`, signals: [], alerts: [], metrics: [] };
  if (reason || !capacity) return { ...part, leftOut: [say(`proxy-rules.${reason}`, { name: names.hop(hop.id) })] };
  const scope: Matcher[] = [['namespace', '=', hop.id]];
  const { most, why } = capacity;
  const open = series(metric, [...scope, ...matchers]);
  return {
    ...part,
    note: say('proxy-rules.metric', { name: names.hop(hop.id), namespace: hop.id, metric }),
    signals: [
      alertAbove(
        {
          record: `instance:${metric}:sum`,
          expr: `sum by (namespace, instance) (${open})`,
          scope,
          legend: 'instance',
          unit: 'short',
          panel: 'proxyConnections',
        },
        most,
        { id: 'proxyNearLimit', forMinutes: URGENT_MINUTES, severity: 'critical', why, data: { most } },
      ),
    ],
    alerts: [missingAlert('ProxyMetricsMissing', metric, scope, 'proxyMetricsMissing')],
    leftOut: [],
  };
}

/** What is watched of the proxies on the path, which the platform looks after. */
export function proxyParts(input: GeneratorInput): Part[] {
  return input.path.hops.flatMap((hop) => {
    const metric = CONNECTIONS[hop.component];
    return metric ? [proxyOf(input, hop, metric)] : [];
  });
}
