import { autoscaler, openStreamsMetric, scalingOf } from './deployment/autoscaler.ts';
import { disruptionBudget } from './deployment/budget.ts';
import { healthPort } from './deployment/health.ts';
import { deploymentParts } from './deployment/parts.ts';
import { drainOf } from './drain.ts';
import type { Draft, Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { isStream } from './monitoring/streams.ts';
import { printYaml, type YamlNode } from './print/yaml.ts';
import { routesOf } from './routes.ts';

function file(input: GeneratorInput, name: string, room: string, root: YamlNode[], assumptions: string[]): Draft {
  return {
    name: `deployment/${name}.yaml`,
    purpose: `${room}.purpose`,
    place: `${room}.place`,
    language: 'yaml',
    text: printYaml(header(input, room, assumptions), root),
  };
}

/** What the team's own Deployment needs so that a deploy, a probe or a scale-down does not cut streams. */
export default {
  id: 'deployment',
  whyNot: (input) => (drainOf(input) ? null : 'header.notOnPlatform'),
  generate(input) {
    const drain = drainOf(input);
    if (!drain) return [];
    const { say, service } = input;
    const { name } = service;
    const scaling = scalingOf(input);
    const streams = routesOf(input).some(({ protocol }) => isStream(protocol));
    const labels = say('deployment.assumesLabels', { name });
    return [
      file(input, 'deployment', 'deployment-parts', deploymentParts(input, drain, scaling !== undefined), [
        say('deployment-parts.assumesContainer', { name }),
        labels,
        say('deployment-parts.assumesHealth', { port: String(healthPort(input)) }),
        say(streams ? 'deployment-parts.assumesServer' : 'deployment-parts.assumesShortServer'),
        say('deployment-parts.assumesVersion'),
      ]),
      file(input, 'pod-disruption-budget', 'disruption-budget', disruptionBudget(input), [labels]),
      ...(scaling
        ? [
            file(input, 'horizontal-pod-autoscaler', 'autoscaler', autoscaler(input, scaling, drain), [
              say('autoscaler.assumesMetric', { metric: openStreamsMetric }),
            ]),
          ]
        : []),
    ];
  },
} satisfies Generator;
