import type { Endpoint } from '../controllers/endpoints.ts';
import { objectHead } from '../controllers/objects.ts';
import type { GeneratorInput } from '../generator.ts';
import { nginxNamespace } from '../nginx/names.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';

const ROOM = 'gateway-fabric-route';

/** The Gateway that stands for the Nginx of the path, in a namespace of its own. */
export const gatewayName = nginxNamespace;

/** The kind of route for what an endpoint speaks. */
export const routeKind = ({ serves }: Endpoint): 'HTTPRoute' | 'GRPCRoute' =>
  serves === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';

/** Names as Gateway API takes them in a match by gRPC method. */
const GRPC_SERVICE = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const GRPC_METHOD = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The path of a gRPC call is `/package.Service/Method`; other paths cannot be told apart by a GRPCRoute. */
function grpcMethod(path: string): YamlNode[] | undefined {
  const [service = '', method, ...rest] = path.slice(1).split('/');
  if (!GRPC_SERVICE.test(service) || rest.length > 0) return undefined;
  if (method === undefined) return [entry('service', service)];
  return GRPC_METHOD.test(method) ? [entry('service', service), entry('method', method)] : undefined;
}

function matches({ say }: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  if (routeKind(endpoint) === 'HTTPRoute') {
    const path = [entry('type', 'PathPrefix'), entry('value', endpoint.path)];
    return [entry('matches', list([entry('path', path)]))];
  }
  const method = grpcMethod(endpoint.path);
  return method ? [entry('matches', list([entry('method', method)]))] : [comment(say(`${ROOM}.everyMethod`))];
}

/** The route of one endpoint, never with `timeouts`: this product accepts the field and ignores it. */
export function route(input: GeneratorInput, endpoint: Endpoint, filter: string | undefined): YamlNode[] {
  const { say, service } = input;
  const gateway = gatewayName(input);
  const reference = (name: string) => [
    entry('group', 'gateway.nginx.org'),
    entry('kind', 'SnippetsFilter'),
    entry('name', name),
  ];
  return [
    ...objectHead('gateway.networking.k8s.io/v1', routeKind(endpoint), endpoint.name, service.namespace),
    entry('spec', [
      entry('parentRefs', list([entry('name', gateway), entry('namespace', gateway)])),
      entry('hostnames', list(service.host)),
      comment(say(`${ROOM}.noTimeouts`)),
      entry(
        'rules',
        list([
          ...matches(input, endpoint),
          ...(filter === undefined
            ? []
            : [entry('filters', list([entry('type', 'ExtensionRef'), entry('extensionRef', reference(filter))]))]),
          entry('backendRefs', list([entry('name', service.name), entry('port', service.port)])),
        ]),
      ),
    ]),
  ];
}
