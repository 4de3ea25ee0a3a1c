import { endpointsOf } from '../controllers/endpoints.ts';
import { stickinessOf } from '../controllers/stickiness.ts';
import type { GeneratorInput } from '../generator.ts';
import { comment, entry, type YamlNode } from '../print/yaml.ts';
import type { Edge } from './edge.ts';

const TYPES = { cookie: 'GENERATED_COOKIE', address: 'CLIENT_IP' } as const;

/**
 * How the load balancer finds the pod a client had before, or that it does not look for it; the resources of Ingress
 * and Gateway call the field differently. Pods of a proxy hold nothing of the application.
 */
export function affinityPart(input: GeneratorInput, { isOwn }: Edge, field: 'affinityType' | 'type'): YamlNode[] {
  const stickiness = isOwn ? stickinessOf(input, endpointsOf(input)) : undefined;
  return [
    comment(input.say(stickiness ? 'balancer-affinity.sticky' : 'balancer-affinity.none')),
    entry('sessionAffinity', [entry(field, stickiness ? TYPES[stickiness] : 'NONE')]),
  ];
}
