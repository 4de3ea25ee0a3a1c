import { healthPort } from './deployment/health.ts';
import { type Draft, type Generator, type GeneratorInput, hasHop } from './generator.ts';
import { backendConfig } from './gke/backend-config.ts';
import { edgeOf } from './gke/edge.ts';
import { ingress } from './gke/ingress.ts';
import { edgeService } from './gke/service.ts';
import { header } from './header.ts';
import { printYaml, type YamlNode } from './print/yaml.ts';
import { routesOf } from './routes.ts';

function file(input: GeneratorInput, room: string, root: YamlNode[], assumptions: string[]): Draft {
  return {
    name: `${room}.yaml`,
    purpose: `${room}.purpose`,
    place: `${room}.place`,
    language: 'yaml',
    text: printYaml(header(input, room, assumptions), root),
  };
}

/** GKE Ingress: the load balancer's timeouts, the Service that carries them, and the rule that leads to it. */
export default {
  id: 'gke-ingress',
  whyNot(input) {
    if (!hasHop(input, 'classic-alb')) return 'gke-ingress.otherPath';
    return routesOf(input).length > 0 ? null : 'header.notOnPlatform';
  },
  choices: (input) => (edgeOf(input, ['classic-alb']).isOwn ? [] : ['tls']),
  generate(input) {
    const { say } = input;
    const edge = edgeOf(input, ['classic-alb']);
    const { name, namespace } = edge;
    const which = edge.isOwn
      ? say('gke-ingress.ownService', { name, namespace })
      : say('gke-ingress.proxyService', { name, namespace, hop: edge.app });
    return [
      file(input, 'backend-config', backendConfig(input, edge), [
        which,
        say('gke-ingress.sameNamespace'),
        ...(edge.isOwn ? [say('backend-config.assumesHealth', { port: String(healthPort(input)) })] : []),
      ]),
      file(input, 'service', edgeService(input, edge), [which, say('service.assumesLabels')]),
      file(input, 'ingress', ingress(input, edge), [which, say('ingress.assumesOwn')]),
    ];
  },
} satisfies Generator;
