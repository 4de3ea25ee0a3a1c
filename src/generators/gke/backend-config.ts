import { BALANCER_CHECK, HEALTH_PATH, healthPort } from '../deployment/health.ts';
import type { GeneratorInput } from '../generator.ts';
import { stateWords } from '../limit-words.ts';
import { comment, entry, type YamlNode } from '../print/yaml.ts';
import { configuredLimit, routesOf } from '../routes.ts';
import { affinityPart } from './affinity.ts';
import { drainPart } from './draining.ts';
import type { Edge } from './edge.ts';
import { toTimeout } from './timeout.ts';

function timeoutPart(input: GeneratorInput): YamlNode[] {
  const { say } = input;
  const limit = configuredLimit(input, 'classic-alb', 'backendTimeoutSeconds');
  if (!limit) return [comment(say('backend-config.noTimeout'))];
  return [
    comment(say('backend-config.timeout')),
    ...stateWords(input, limit).map(comment),
    entry('timeoutSec', toTimeout(limit.value)),
  ];
}

/** The pods of the team have a port for it; what the proxies of the platform answer, nobody asked. */
function healthPart(input: GeneratorInput, { isOwn }: Edge): YamlNode[] {
  const { say } = input;
  if (!isOwn) return [comment(say('backend-config.proxyHealth'))];
  return [
    comment(say('backend-config.ownHealth')),
    entry('healthCheck', [
      entry('type', 'HTTP'),
      entry('requestPath', HEALTH_PATH),
      entry('port', healthPort(input)),
      ...Object.entries(BALANCER_CHECK).map(([key, value]) => entry(key, value)),
    ]),
  ];
}

/** Streams, polls and jobs are never cached. Answers that are complete may be; what was set for them stays. */
function cdnPart(input: GeneratorInput): YamlNode[] {
  const { say } = input;
  const isFresh = routesOf(input).some(({ protocol }) => protocol.nginx !== 'plain' || protocol.watchStream);
  if (!isFresh) return [comment(say('backend-config.cdnKept'))];
  return [comment(say('backend-config.cdn')), entry('cdn', [entry('enabled', false)])];
}

/** A BackendConfig with every field this design depends on: a field that is left out keeps its old value. */
export function backendConfig(input: GeneratorInput, edge: Edge): YamlNode[] {
  const { say } = input;
  return [
    entry('apiVersion', 'cloud.google.com/v1'),
    entry('kind', 'BackendConfig'),
    entry('metadata', [entry('name', edge.name), entry('namespace', edge.namespace)]),
    entry('spec', [
      ...timeoutPart(input),
      ...drainPart(input, 'backend-config'),
      ...affinityPart(input, edge, 'affinityType'),
      comment(say('backend-config.logging')),
      entry('logging', [entry('enable', true), entry('sampleRate', 1)]),
      ...cdnPart(input),
      ...healthPart(input, edge),
    ]),
  ];
}
