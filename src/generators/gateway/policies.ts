import { BALANCER_CHECK, HEALTH_PATH, healthPort } from '../deployment/health.ts';
import { plannedRoutes } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { affinityPart } from '../gke/affinity.ts';
import { drainPart } from '../gke/draining.ts';
import type { Edge } from '../gke/edge.ts';
import { toTimeout } from '../gke/timeout.ts';
import { doubtWords, stateWords } from '../limit-words.ts';
import { comment, entry, type YamlNode } from '../print/yaml.ts';
import type { Balancer } from './balancer.ts';

/** All requests, in parts per million; a BackendConfig writes 1.0 instead. */
const ALL_REQUESTS = 1_000_000;

const targetRef = ({ name }: Edge): YamlNode =>
  entry('targetRef', [entry('group', ''), entry('kind', 'Service'), entry('name', name)]);

/** What the timeout means to the protocol of this design on this class. */
function meaning(input: GeneratorInput): string {
  const isWebSocket = plannedRoutes(input).some(({ protocol }) => protocol.needsUpgrade);
  if (!isWebSocket) return 'gateway-policy.total';
  return input.target.gateway === 'global' ? 'gateway-policy.idleForADay' : 'gateway-policy.idle';
}

function timeoutPart(input: GeneratorInput, { source, timeout }: Balancer): YamlNode[] {
  const { say } = input;
  if (!timeout) return [comment(say('gateway-policy.noTimeout'))];
  const { value, today, verdict } = timeout;
  const key = verdict === 'unknown' ? 'open' : value === today && verdict !== 'cannot' ? 'kept' : 'changed';
  const elsewhere = [say(`gateway-policy.${key}Elsewhere`, { todaySeconds: today }), ...doubtWords(input, timeout)];
  return [
    comment(say(meaning(input))),
    ...(source === 'own' ? stateWords(input, timeout) : elsewhere).map(comment),
    entry('timeoutSec', toTimeout(value)),
  ];
}

/** How long the load balancer lets a connection live, and how it drains. */
export function backendPolicy(input: GeneratorInput, edge: Edge, balancer: Balancer): YamlNode[] {
  const { say } = input;
  return [
    entry('apiVersion', 'networking.gke.io/v1'),
    entry('kind', 'GCPBackendPolicy'),
    entry('metadata', [entry('name', edge.name), entry('namespace', edge.namespace)]),
    entry('spec', [
      entry('default', [
        ...timeoutPart(input, balancer),
        ...drainPart(input, 'gateway-policy'),
        ...affinityPart(input, edge, 'type'),
        comment(say('gateway-policy.logging')),
        entry('logging', [entry('enabled', true), entry('sampleRate', ALL_REQUESTS)]),
      ]),
      targetRef(edge),
    ]),
  ];
}

/** Where the check goes: the health port of the team's pods; of proxies, only the port they serve on is known. */
function checkOf(input: GeneratorInput, { isOwn, speaks }: Edge): YamlNode[] {
  if (isOwn)
    return [
      entry('type', 'HTTP'),
      entry('httpHealthCheck', [
        entry('requestPath', HEALTH_PATH),
        entry('portSpecification', 'USE_FIXED_PORT'),
        entry('port', healthPort(input)),
      ]),
    ];
  const atServingPort = [entry('requestPath', HEALTH_PATH), entry('portSpecification', 'USE_SERVING_PORT')];
  return [
    entry('type', speaks === 'HTTP' ? 'HTTP' : 'HTTPS'),
    entry(speaks === 'HTTP' ? 'httpHealthCheck' : 'httpsHealthCheck', atServingPort),
  ];
}

/** How the load balancer finds out which pods are well. A Gateway takes nothing over from their probes. */
export function healthCheckPolicy(input: GeneratorInput, edge: Edge): YamlNode[] {
  const { say } = input;
  return [
    entry('apiVersion', 'networking.gke.io/v1'),
    entry('kind', 'HealthCheckPolicy'),
    entry('metadata', [entry('name', edge.name), entry('namespace', edge.namespace)]),
    entry('spec', [
      entry('default', [
        ...Object.entries(BALANCER_CHECK).map(([key, value]) => entry(key, value)),
        comment(say('gateway-health.path')),
        entry('config', checkOf(input, edge)),
        comment(say('gateway-health.logging')),
        entry('logConfig', [entry('enabled', true)]),
      ]),
      targetRef(edge),
    ]),
  ];
}
