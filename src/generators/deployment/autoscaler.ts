import type { Drain } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { metrics } from '../monitoring/metrics.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { routesOf } from '../routes.ts';

/** Connections a pod holds open, as the service counts them for its alerts too. */
export const openStreamsMetric = metrics.openConnections.name;
/** Twice what the peak needs: streams stay where they are, so a new pod relieves no full one. */
const SPARE_FACTOR = 2;
/**
 * Share of the planned streams of a pod to aim at. The autoscaler leaves a deviation of a tenth alone, so that aiming at
 * all of them it would act after the alert on a full pod: kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale.
 */
const TARGET_RATIO = 0.8;
/** What Kubernetes waits by default before it removes a pod that is no longer needed, and the most it accepts. */
const DEFAULT_STABILIZATION_SECONDS = 300;
const MOST_STABILIZATION_SECONDS = 3600;
/** The longest period a scaling policy may have. */
const MOST_PERIOD_SECONDS = 1800;
/** A field of 32 bits; far above what any cluster runs. */
const MOST_REPLICAS = 2_147_483_647;

/** How many streams one pod is to hold, and how many pods there may be. */
export type Scaling = {
  /** What the autoscaler aims at, and what is planned at most, at which an alert is raised. */
  readonly targetStreams: number;
  readonly mostStreams: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Streams at peak; null when nobody said. */
  readonly peakStreams: number | null;
};

/** Undefined where connections do not stay open, or the profile does not say what a pod can hold. */
export function scalingOf(input: GeneratorInput): Scaling | undefined {
  const holds = routesOf(input).some(({ protocol: { nginx } }) => nginx !== undefined && nginx !== 'plain');
  const { replicas, connectionsPerReplica, plannedUtilisationRatio } =
    input.path.hops.find(({ component }) => component === 'service')?.limits ?? {};
  if (!holds || !replicas || !connectionsPerReplica || !plannedUtilisationRatio) return undefined;
  const mostStreams = Math.floor(connectionsPerReplica.value * plannedUtilisationRatio.value);
  const minReplicas = Math.max(1, replicas.value);
  const { peakStreams, hops } = input.verdict.capacity;
  const needed = hops.find(({ component }) => component === 'service')?.replicasNeeded ?? 0;
  const maxReplicas = Math.min(MOST_REPLICAS, Math.max(minReplicas, needed) * SPARE_FACTOR);
  const targetStreams = Math.max(1, Math.floor(mostStreams * TARGET_RATIO));
  return { targetStreams, mostStreams, minReplicas, maxReplicas, peakStreams };
}

/** Pods by open streams: an idle stream costs no CPU, so CPU would not tell. */
export function autoscaler({ service, say, names }: GeneratorInput, scaling: Scaling, drain: Drain): YamlNode[] {
  const { name, namespace } = service;
  const { targetStreams, mostStreams, minReplicas, maxReplicas, peakStreams } = scaling;
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
        peakStreams === null
          ? say('autoscaler.peakUnknown')
          : say('autoscaler.max', { streams: names.number(peakStreams) }),
      ),
      entry('maxReplicas', maxReplicas),
      comment(say('autoscaler.threshold', { streams: targetStreams, most: mostStreams })),
      entry(
        'metrics',
        list([
          entry('type', 'Pods'),
          entry('pods', [
            entry('metric', [entry('name', openStreamsMetric)]),
            entry('target', [entry('type', 'AverageValue'), entry('averageValue', String(targetStreams))]),
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
