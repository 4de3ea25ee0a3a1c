import type { GeneratorInput } from '../generator.ts';
import { comment, entry, type YamlNode } from '../print/yaml.ts';

/** How many pods an upgrade of nodes may take away at once. */
export function disruptionBudget({ service, say }: GeneratorInput): YamlNode[] {
  const { name, namespace } = service;
  return [
    entry('apiVersion', 'policy/v1'),
    entry('kind', 'PodDisruptionBudget'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', [
      comment(say('disruption-budget.one')),
      entry('maxUnavailable', 1),
      entry('selector', [entry('matchLabels', [entry('app.kubernetes.io/name', name)])]),
    ]),
  ];
}
