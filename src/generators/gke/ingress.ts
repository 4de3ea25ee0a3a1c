import type { GeneratorInput } from '../generator.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { endpointPath } from '../routes.ts';
import type { Edge } from './edge.ts';

/** The rule that leads the endpoint's host and path to the Service. */
export function ingress({ say, service }: GeneratorInput, { name, namespace, portName }: Edge): YamlNode[] {
  const backend = entry('backend', [entry('service', [entry('name', name), entry('port', [entry('name', portName)])])]);
  return [
    entry('apiVersion', 'networking.k8s.io/v1'),
    entry('kind', 'Ingress'),
    entry('metadata', [
      entry('name', name),
      entry('namespace', namespace),
      entry('annotations', [comment(say('ingress.class')), entry('kubernetes.io/ingress.class', 'gce')]),
    ]),
    entry('spec', [
      comment(say('ingress.tls')),
      entry(
        'rules',
        list([
          entry('host', service.host),
          entry('http', [
            entry('paths', list([entry('path', endpointPath(service)), entry('pathType', 'Prefix'), backend])),
          ]),
        ]),
      ),
    ]),
  ];
}
