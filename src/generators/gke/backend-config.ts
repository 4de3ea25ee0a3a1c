import type { GeneratorInput } from '../generator.ts';
import { comment, entry, type YamlNode } from '../print/yaml.ts';
import { configuredLimit } from '../routes.ts';
import type { Edge } from './edge.ts';

const COMPONENT = 'classic-alb';

/** The product takes whole seconds from 1; 0 would be read as unset. */
const toTimeout = (seconds: number): number => Math.max(1, Math.ceil(seconds));

/** How long the load balancer lets one request or connection live; undefined where the profile does not know it. */
function balancerTimeoutSeconds(input: GeneratorInput): number | undefined {
  const limit = configuredLimit(input, COMPONENT, 'backendTimeoutSeconds');
  return limit && toTimeout(limit.value);
}

/** As long as a connection may live, so that a deploy cuts none; no longer than the product can drain. */
function drainSeconds(input: GeneratorInput): number | undefined {
  const limit = input.path.hops.find(({ component }) => component === COMPONENT)?.limits.drainingTimeoutSeconds;
  const timeoutSeconds = balancerTimeoutSeconds(input);
  if (!limit || timeoutSeconds === undefined) return undefined;
  return Math.min(timeoutSeconds, limit.absoluteMaximum ?? limit.maximum ?? limit.value);
}

/** A BackendConfig with every field this design depends on: a field that is left out keeps its old value. */
export function backendConfig(input: GeneratorInput, { name, namespace }: Edge): YamlNode[] {
  const { say } = input;
  const limit = configuredLimit(input, COMPONENT, 'backendTimeoutSeconds');
  const timeoutSec = balancerTimeoutSeconds(input);
  const drainingTimeoutSec = drainSeconds(input);
  const spec: YamlNode[] = [];
  if (limit && timeoutSec !== undefined) {
    const changed = limit.value !== limit.today;
    spec.push(
      comment(say('backend-config.timeout')),
      comment(say(changed ? 'backend-config.changed' : 'backend-config.kept', { todaySeconds: limit.today })),
      entry('timeoutSec', timeoutSec),
    );
  }
  if (drainingTimeoutSec !== undefined) {
    spec.push(
      comment(say('backend-config.drain')),
      entry('connectionDraining', [entry('drainingTimeoutSec', drainingTimeoutSec)]),
    );
  }
  spec.push(
    comment(say('backend-config.logging')),
    entry('logging', [entry('enable', true), entry('sampleRate', 1)]),
    comment(say('backend-config.cdn')),
    entry('cdn', [entry('enabled', false)]),
    comment(say('backend-config.healthCheck')),
  );
  return [
    entry('apiVersion', 'cloud.google.com/v1'),
    entry('kind', 'BackendConfig'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', spec),
  ];
}
