import { isApplicationBalancer, KEEPALIVE_SECONDS } from '../balancers.ts';
import { type Drain, drainReason, jitterOf } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { comment, entry, list, type YamlNode, type YamlValue } from '../print/yaml.ts';
import { HEALTH_PATH, HEALTH_PORT_NAME, healthPort, TRUST_SECONDS } from './health.ts';

/** Who keeps idle connections to the pods for long: a load balancer before them, or the one that replaces a controller. */
function keepAliveReason({ path, say }: GeneratorInput): { readonly isLong: boolean; readonly text: string } {
  const before = path.hops[path.hops.findIndex(({ component }) => component === 'service') - 1];
  if (before && isApplicationBalancer(before.component))
    return { isLong: true, text: say('deployment-parts.keepAlive') };
  const retired = path.hops.find(({ component }) => component === 'ingress-nginx');
  if (retired) return { isLong: true, text: say('deployment-parts.keepAliveLater', { hop: retired.id }) };
  return { isLong: false, text: say('deployment-parts.keepAliveInside') };
}

const setting = (name: string, value: number): YamlValue => [entry('name', name), entry('value', String(value))];

/** What the server itself must know, as environment variables. */
function environment(input: GeneratorInput, drain: Drain): YamlNode[] {
  const { say, verdict } = input;
  const { recycleSeconds, heartbeatSeconds } = verdict.recommendation;
  const keepAlive = keepAliveReason(input);
  const values = [
    setting('DRAIN_SECONDS', drain.drainSeconds),
    ...(recycleSeconds === null ? [] : [setting('RECYCLE_SECONDS', recycleSeconds)]),
    ...(heartbeatSeconds === null ? [] : [setting('HEARTBEAT_SECONDS', heartbeatSeconds)]),
    ...(keepAlive.isLong ? [setting('KEEP_ALIVE_SECONDS', KEEPALIVE_SECONDS)] : []),
  ];
  return [
    comment(say('deployment-parts.environment')),
    ...(recycleSeconds === null
      ? []
      : [comment(say('deployment-parts.recycle', { recycleSeconds, ...jitterOf(input) }))]),
    comment(keepAlive.text),
    entry('env', list(...values)),
  ];
}

type Probe = { readonly periodSeconds: number; readonly timeoutSeconds: number; readonly failureThreshold: number };
/** Slow starts are usual, and a pod that is not ready yet harms nobody. */
const STARTUP: Probe = { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 24 };
const READINESS: Probe = { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 };
/** Patient: a restart cuts every stream of the pod. */
const LIVENESS: Probe = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };

/** Seconds until the failures of a probe have an effect. */
const patience = ({ periodSeconds, failureThreshold }: Probe): number => periodSeconds * failureThreshold;

/** A probe of the health port: it must not wait behind streams. */
const probe = (numbers: Probe): YamlNode[] => [
  entry('httpGet', [entry('path', HEALTH_PATH), entry('port', HEALTH_PORT_NAME)]),
  ...Object.entries(numbers).map(([key, value]) => entry(key, value)),
];

function container(input: GeneratorInput, drain: Drain): YamlNode[] {
  const { say, service } = input;
  return [
    entry('name', service.name),
    comment(say('deployment-parts.healthPort')),
    entry('ports', list([entry('name', HEALTH_PORT_NAME), entry('containerPort', healthPort(input))])),
    ...environment(input, drain),
    comment(say('deployment-parts.startup', { startSeconds: patience(STARTUP) })),
    entry('startupProbe', probe(STARTUP)),
    comment(say('deployment-parts.readiness')),
    entry('readinessProbe', probe(READINESS)),
    comment(say('deployment-parts.liveness', { silentSeconds: patience(LIVENESS) })),
    entry('livenessProbe', probe(LIVENESS)),
    comment(say('deployment-parts.preStop')),
    entry('lifecycle', [entry('preStop', [entry('sleep', [entry('seconds', drain.preStopSeconds)])])]),
  ];
}

/** The fields of a Deployment that decide what happens to open connections; everything else stays as it is. */
export function deploymentParts(input: GeneratorInput, drain: Drain, isScaled: boolean): YamlNode[] {
  const { say, service, facts } = input;
  const { name, namespace } = service;
  const { preStopSeconds, drainSeconds, exitSeconds, graceSeconds } = drain;
  const labels = [entry('app.kubernetes.io/name', name)];
  const isLong = drainSeconds > facts.thresholds.standardLifetimeSeconds.value;
  return [
    entry('apiVersion', 'apps/v1'),
    entry('kind', 'Deployment'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', [
      ...(isScaled ? [comment(say('deployment-parts.noReplicas'))] : []),
      entry('selector', [entry('matchLabels', labels)]),
      comment(say('deployment-parts.minReady', { trustSeconds: TRUST_SECONDS })),
      entry('minReadySeconds', TRUST_SECONDS),
      comment(say('deployment-parts.rollout')),
      entry('strategy', [
        entry('type', 'RollingUpdate'),
        entry('rollingUpdate', [entry('maxSurge', 1), entry('maxUnavailable', 0)]),
      ]),
      entry('template', [
        entry('metadata', [entry('labels', labels)]),
        entry('spec', [
          comment(say('deployment-parts.grace', { preStopSeconds, drainSeconds, exitSeconds })),
          comment(drainReason(say, drain)),
          comment(say('deployment-parts.upperBound')),
          ...(isLong && drain.reason === 'recycled' ? [comment(say('deployment-parts.sooner'))] : []),
          entry('terminationGracePeriodSeconds', graceSeconds),
          entry('containers', list(container(input, drain))),
        ]),
      ]),
    ]),
  ];
}
