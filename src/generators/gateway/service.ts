import type { GeneratorInput } from '../generator.ts';
import type { Edge } from '../gke/edge.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';

const ABOUT = {
  HTTP: 'gateway-service.http1',
  HTTPS: 'gateway-service.https',
  HTTP2: 'gateway-service.http2',
} as const;

/**
 * The Service the routes and policies name. `HTTP2` is for gRPC: the load balancer then speaks TLS to the pods. HTTP and
 * WebSocket need no `appProtocol`; `kubernetes.io/ws` is not supported.
 */
export function gatewayService({ say }: GeneratorInput, edge: Edge): YamlNode[] {
  const { name, namespace, app, portName, port, targetPort, speaks, isOwn } = edge;
  return [
    entry('apiVersion', 'v1'),
    entry('kind', 'Service'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', [
      entry('type', 'ClusterIP'),
      comment(say(isOwn ? 'gateway-service.ownPods' : 'gateway-service.proxyPods')),
      entry('selector', [entry('app.kubernetes.io/name', app)]),
      comment(say(ABOUT[speaks])),
      entry(
        'ports',
        list([
          entry('name', portName),
          entry('port', port),
          entry('targetPort', targetPort),
          ...(speaks === 'HTTP' ? [] : [entry('appProtocol', speaks)]),
        ]),
      ),
    ]),
  ];
}
