import type { GeneratorInput } from '../generator.ts';
import type { Edge } from '../gke/edge.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';

/**
 * The Service the routes and policies name. `HTTP2` is for gRPC: the load balancer then speaks TLS to the pods. HTTP and
 * WebSocket need no `appProtocol`; `kubernetes.io/ws` is not supported.
 */
export function gatewayService({ say }: GeneratorInput, edge: Edge): YamlNode[] {
  const { name, namespace, app, portName, port, targetPort, speaksHttp2, isOwn } = edge;
  return [
    entry('apiVersion', 'v1'),
    entry('kind', 'Service'),
    entry('metadata', [entry('name', name), entry('namespace', namespace)]),
    entry('spec', [
      entry('type', 'ClusterIP'),
      comment(say(isOwn ? 'gateway-service.ownPods' : 'gateway-service.proxyPods')),
      entry('selector', [entry('app.kubernetes.io/name', app)]),
      comment(say(speaksHttp2 ? 'gateway-service.http2' : 'gateway-service.http1')),
      entry(
        'ports',
        list([
          entry('name', portName),
          entry('port', port),
          entry('targetPort', targetPort),
          ...(speaksHttp2 ? [entry('appProtocol', 'HTTP2')] : []),
        ]),
      ),
    ]),
  ];
}
