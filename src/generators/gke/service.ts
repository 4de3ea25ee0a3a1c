import type { GeneratorInput } from '../generator.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import type { Edge } from './edge.ts';

/** The Service the load balancer's backend is made from, with the annotations that link the BackendConfig. */
export function edgeService({ say }: GeneratorInput, edge: Edge): YamlNode[] {
  const { name, namespace, app, portName, port, targetPort, speaks, isOwn } = edge;
  return [
    entry('apiVersion', 'v1'),
    entry('kind', 'Service'),
    entry('metadata', [
      entry('name', name),
      entry('namespace', namespace),
      entry('annotations', [
        comment(say('service.neg')),
        entry('cloud.google.com/neg', JSON.stringify({ ingress: true })),
        comment(say('service.backendConfig')),
        entry('cloud.google.com/backend-config', JSON.stringify({ default: name })),
        ...(speaks === 'HTTP'
          ? []
          : [
              comment(say(speaks === 'HTTP2' ? 'service.http2' : 'service.https')),
              entry('cloud.google.com/app-protocols', JSON.stringify({ [portName]: speaks })),
            ]),
      ]),
    ]),
    entry('spec', [
      entry('type', 'ClusterIP'),
      comment(say(isOwn ? 'service.ownPods' : 'service.proxyPods')),
      entry('selector', [entry('app.kubernetes.io/name', app)]),
      entry('ports', list([entry('name', portName), entry('port', port), entry('targetPort', targetPort)])),
    ]),
  ];
}
