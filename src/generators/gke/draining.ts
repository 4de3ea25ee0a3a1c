import { drainOf, drainReason } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { comment, entry, type YamlNode } from '../print/yaml.ts';

/** How long the load balancer drains, with the reason; `room` holds the words of the object it stands in. */
export function drainPart(input: GeneratorInput, room: 'backend-config' | 'gateway-policy'): YamlNode[] {
  const drain = drainOf(input);
  if (!drain) return [];
  const { say } = input;
  return [
    comment(drainReason(say, drain)),
    comment(say(`${room}.drain`, { grace: String(drain.graceSeconds) })),
    entry('connectionDraining', [entry('drainingTimeoutSec', drain.drainSeconds)]),
  ];
}
