import type { Drain } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { metrics } from '../monitoring/metrics.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { routesOf } from '../routes.ts';

/** Connections a pod holds open, as the service counts them for its alerts too. */
export const openStreamsMetric = metrics.openConnections.name;
/** Twice what the peak needs: streams stay where they are, so a new pod relieves no full one. */
const SPARE_FACTOR = 2;
/** What Kubernetes waits by default before it removes a pod that is no longer needed, and the most it accepts. */
const DEFAULT_STABILIZATION_SECONDS = 300;
const MOST_STABILIZATION_SECONDS = 3600;
/** The longest period a scaling policy may have. */
const MOST_PERIOD_SECONDS = 1800;
/** A field of 32 bits; far above what any cluster runs. */
const MOST_REPLICAS = 2_147_483_647;

/** How many streams one pod is to hold, and how many pods there may be. */
export type Scaling = {
  readonly streamsPerPod: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Connections at peak; undefined when nobody said. */
  readonly peak: number | undefined;
};

/** Undefined where connections do not stay open, or the profile does not say what a pod can hold. */
export function scalingOf(input: GeneratorInput): Scaling | undefined {
  const holds = routesOf(input).some(({ protocol: { nginx } }) => nginx !== undefined && nginx !== 'plain');
  const { replicas, connectionsPerReplica, plannedUtilisationRatio } =
    input.path.hops.find(({ component }) => component === 'service')?.limits ?? {};
  if (!holds || !replicas || !connectionsPerReplica || !plannedUtilisationRatio) return undefined;
  const streamsPerPod = Math.max(1, Math.floor(connectionsPerReplica.value * plannedUtilisationRatio.value));
  const minReplicas = Math.max(1, replicas.value);
  const { peakClients, connectionsPerClient = 1 } = input.answers;
  const peak = peakClients === undefined ? undefined : peakClients * connectionsPerClient;
  const needed = Math.max(minReplicas, Math.ceil((peak ?? 0) / streamsPerPod));
  return { streamsPerPod, minReplicas, maxReplicas: Math.min(MOST_REPLICAS, needed * SPARE_FACTOR), peak };
}

/** Pods by open streams: an idle stream costs no CPU, so CPU would not tell. */
export function autoscaler({ service, say, names }: GeneratorInput, scaling: Scaling, drain: Drain): YamlNode[] {
  const { name, namespace } = service;
  const { streamsPerPod, minReplicas, maxReplicas, peak } = scaling;
  const stabilizationSeconds = Math.min(
    MOST_STABILIZATION_SECONDS,
    Math.max(DEFAULT_STABILIZATION_SECONDS, drain.drainSeconds),
  );
  return [
    entry('apiVersion', 'autoscaling/v2'),
    entry('kind', 'HorizontalPodAutoscaler'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', [
      entry('scaleTargetRef', [entry('apiVersion', 'apps/v1'), entry('kind', 'Deployment'), entry('name', name)]),
      comment(say('autoscaler.min')),
      entry('minReplicas', minReplicas),
      comment(
        peak === undefined ? say('autoscaler.peakUnknown') : say('autoscaler.max', { streams: names.number(peak) }),
      ),
      entry('maxReplicas', maxReplicas),
      comment(say('autoscaler.threshold', { streams: names.number(streamsPerPod) })),
      entry(
        'metrics',
        list([
          entry('type', 'Pods'),
          entry('pods', [
            entry('metric', [entry('name', openStreamsMetric)]),
            entry('target', [entry('type', 'AverageValue'), entry('averageValue', String(streamsPerPod))]),
          ]),
        ]),
      ),
      comment(say('autoscaler.scaleDown')),
      entry('behavior', [
        entry('scaleDown', [
          entry('stabilizationWindowSeconds', stabilizationSeconds),
          entry(
            'policies',
            list([
              entry('type', 'Pods'),
              entry('value', 1),
              entry('periodSeconds', Math.min(MOST_PERIOD_SECONDS, drain.drainSeconds)),
            ]),
          ),
        ]),
      ]),
    ]),
  ];
}
