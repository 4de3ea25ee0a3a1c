import type { GeneratorInput } from '../generator.ts';
import { type Edge, fitLabel } from '../gke/edge.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { endpointPath } from '../routes.ts';
import type { Balancer } from './balancer.ts';

const LISTENER = 'https';
const HTTPS_PORT = 443;

/** The Secret that holds the certificate; nobody is asked, so files say that it is assumed. */
export const certificateName = ({ name }: Edge): string => fitLabel(`${name}-tls`);

/** The Gateway: the load balancer itself, with its address and certificate. */
export function gatewayObject({ say, service }: GeneratorInput, edge: Edge, { className }: Balancer): YamlNode[] {
  const certificate = [entry('group', ''), entry('kind', 'Secret'), entry('name', certificateName(edge))];
  return [
    entry('apiVersion', 'gateway.networking.k8s.io/v1'),
    entry('kind', 'Gateway'),
    entry('metadata', [entry('name', edge.name), entry('namespace', edge.namespace)]),
    entry('spec', [
      comment(say('gateway-object.class')),
      entry('gatewayClassName', className),
      entry(
        'listeners',
        list([
          entry('name', LISTENER),
          entry('protocol', 'HTTPS'),
          entry('port', HTTPS_PORT),
          entry('hostname', service.host),
          comment(say('gateway-object.certificate')),
          entry('tls', [entry('mode', 'Terminate'), entry('certificateRefs', list(certificate))]),
        ]),
      ),
    ]),
  ];
}

/** Host and path to the Service, and nothing else: timeouts, retries and CORS in a route make GKE refuse it. */
export function httpRoute({ say, service }: GeneratorInput, { name, namespace, port }: Edge): YamlNode[] {
  const prefix = [entry('type', 'PathPrefix'), entry('value', endpointPath(service))];
  return [
    entry('apiVersion', 'gateway.networking.k8s.io/v1'),
    entry('kind', 'HTTPRoute'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', [
      entry('parentRefs', list([entry('name', name), entry('sectionName', LISTENER)])),
      entry('hostnames', list(service.host)),
      comment(say('gateway-route.noTimeouts')),
      entry(
        'rules',
        list([
          entry('matches', list([entry('path', prefix)])),
          entry('backendRefs', list([entry('name', name), entry('port', port)])),
        ]),
      ),
    ]),
  ];
}
