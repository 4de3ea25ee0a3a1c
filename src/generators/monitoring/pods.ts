import type { GeneratorInput } from '../generator.ts';
import { literalPattern, type Matcher, series } from '../print/promql.ts';
import { alertAbove, type Part, SUSTAINED_MINUTES, WINDOW } from './signals.ts';

/** Names a Deployment gives its pods: its own, then that of the ReplicaSet and of the pod, without hyphens. */
const podPattern = (name: string): string => `${literalPattern(name)}-[a-z0-9]+-[a-z0-9]{5}`;

/** CPU of the pods. It says nothing of idle streams, but tells when work, TLS or reconnects are too much. */
export function podsPart(input: GeneratorInput): Part[] {
  const { service, say, facts } = input;
  const scope: Matcher[] = [
    ['namespace', '=', service.namespace],
    ['pod', '=~', podPattern(service.name)],
  ];
  const used = series('container_cpu_usage_seconds_total', [...scope, ['container', '!=', '']]);
  const asked = series('kube_pod_container_resource_requests', [...scope, ['resource', '=', 'cpu']]);
  const byPod = 'sum by (namespace, pod)';
  return [
    {
      group: `${service.name}-pods`,
      signals: [
        alertAbove(
          {
            record: 'pod:cpu_usage_of_request:ratio_rate5m',
            expr: `${byPod} (rate(${used}[${WINDOW}])) / ${byPod} (${asked})`,
            scope,
            legend: 'pod',
            unit: 'percentunit',
            panel: 'cpu',
          },
          facts.thresholds.cpuAlertRatio.value,
          {
            id: 'cpuHigh',
            forMinutes: SUSTAINED_MINUTES,
            severity: 'warning',
            why: say('prometheus-rules.platformDefault'),
          },
        ),
      ],
      note: say('prometheus-rules.podsNote'),
      alerts: [],
      metrics: [],
      leftOut: [],
    },
  ];
}
