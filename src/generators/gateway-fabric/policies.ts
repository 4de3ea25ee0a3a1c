import { isBehindBalancer, KEEPALIVE_SECONDS } from '../balancers.ts';
import { type Endpoint, holdsConnections, proxyTimeouts, wholeSeconds } from '../controllers/endpoints.ts';
import { explained, objectHead } from '../controllers/objects.ts';
import { bodyTimeoutSeconds, clientKey, limitDirectives, snippet, uploadDirectives } from '../controllers/snippets.ts';
import type { GeneratorInput } from '../generator.ts';
import { silenceWords, stateWords } from '../limit-words.ts';
import { workerConnections } from '../nginx/connections.ts';
import { directive, nginxSeconds } from '../print/nginx.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import type { ConfiguredLimit } from '../routes.ts';
import { gatewayName, routeKind } from './routes.ts';
import { duration, size } from './units.ts';

const EXTENSION = 'gateway.nginx.org/v1alpha1';
const target = (endpoint: Endpoint): YamlNode[] => [
  entry('group', 'gateway.networking.k8s.io'),
  entry('kind', routeKind(endpoint)),
  entry('name', endpoint.name),
];

/** What Nginx does towards the service; none for gRPC, for which these settings have no effect. */
export function proxySettings(input: GeneratorInput, endpoint: Endpoint): YamlNode[] | undefined {
  const { say, service } = input;
  const { read, send } = proxyTimeouts(input, 'nginx');
  if (endpoint.serves === 'grpc') return undefined;
  const room = 'gateway-fabric-proxy';
  const time = (name: string, limit: ConfiguredLimit | undefined, texts: readonly string[]): YamlNode[] =>
    limit ? explained([...texts, ...stateWords(input, limit)], entry(name, duration(wholeSeconds(limit)))) : [];
  const timeout = [
    ...time('read', read, [silenceWords(input, endpoint.serves), say(`${room}.readTimeout`)]),
    ...time('send', send, []),
  ];
  const buffering =
    endpoint.serves === 'stream'
      ? explained([say(`${room}.unbuffered`)], entry('buffering', [entry('disable', true)]))
      : [];
  if (timeout.length + buffering.length === 0) return undefined;
  return [
    ...objectHead(EXTENSION, 'ProxySettingsPolicy', `${endpoint.name}-proxy`, service.namespace),
    entry('spec', [
      entry('targetRefs', list(target(endpoint))),
      ...buffering,
      ...(timeout.length > 0 ? [entry('timeout', timeout)] : []),
    ]),
  ];
}

/** What Nginx does towards the client. */
export function clientSettings(input: GeneratorInput, endpoint: Endpoint): YamlNode[] | undefined {
  const { say, service } = input;
  const room = 'gateway-fabric-client';
  const pause = bodyTimeoutSeconds(input, endpoint);
  const body = [
    ...(endpoint.bodySize === undefined
      ? []
      : explained(
          [say(endpoint.bodySize === '0' ? `${room}.anySize` : `${room}.bodySize`)],
          entry('maxSize', size(endpoint.bodySize)),
        )),
    ...(pause === undefined ? [] : explained([say(`${room}.bodyTimeout`)], entry('timeout', duration(pause)))),
  ];
  const keepAlive = isBehindBalancer(input)
    ? [
        comment(say(`${room}.keepalive`)),
        entry('keepAlive', [entry('timeout', [entry('server', duration(KEEPALIVE_SECONDS))])]),
      ]
    : [];
  if (body.length + keepAlive.length === 0) return undefined;
  return [
    ...objectHead(EXTENSION, 'ClientSettingsPolicy', `${endpoint.name}-client`, service.namespace),
    entry('spec', [
      entry('targetRef', target(endpoint)),
      ...(body.length > 0 ? [entry('body', body)] : []),
      ...keepAlive,
    ]),
  ];
}

/** The same pod for a client that comes back. */
export function upstreamSettings(input: GeneratorInput): YamlNode[] {
  const { say, service } = input;
  return [
    ...objectHead(EXTENSION, 'UpstreamSettingsPolicy', `${service.name}-upstream`, service.namespace),
    entry('spec', [
      entry('targetRefs', list([entry('group', 'core'), entry('kind', 'Service'), entry('name', service.name)])),
      comment(say('gateway-fabric-upstream.sticky')),
      entry('loadBalancingMethod', 'hash consistent'),
      entry('hashMethodKey', clientKey(input)),
    ]),
  ];
}

/** What only lines of Nginx can say: the timeouts of gRPC, uploads as they come; and, since it is there, the limit. */
export function snippetsFilter(input: GeneratorInput, endpoint: Endpoint, name: string): YamlNode[] | undefined {
  const { say, service } = input;
  const { read, send } = proxyTimeouts(input, 'nginx');
  const grpc = [
    ...(read ? [directive('grpc_read_timeout', nginxSeconds(read.value))] : []),
    ...(send ? [directive('grpc_send_timeout', nginxSeconds(send.value))] : []),
  ];
  const needed = [...uploadDirectives(endpoint), ...(endpoint.serves === 'grpc' ? grpc : [])];
  if (needed.length === 0) return undefined;
  const limit = limitDirectives(input, endpoint);
  const contexts: [context: string, value: string | undefined][] = [
    ['http', snippet(limit.http)],
    ['http.server.location', snippet([...needed, ...limit.location])],
  ];
  const snippets = contexts.flatMap(([context, value]) =>
    value === undefined ? [] : [[entry('context', context), entry('value', value)]],
  );
  return [
    ...objectHead(EXTENSION, 'SnippetsFilter', name, service.namespace),
    entry('spec', [
      comment(say(endpoint.serves === 'grpc' ? 'gateway-fabric-snippets.grpc' : 'gateway-fabric-snippets.uploads')),
      entry('snippets', list(...snippets)),
    ]),
  ];
}

/** The most connections of one worker of the whole Gateway; nothing where connections are short or it is not known. */
export function nginxProxy(input: GeneratorInput, endpoints: readonly Endpoint[]): YamlNode[] | undefined {
  const connections = workerConnections(input);
  if (!connections || !endpoints.some(holdsConnections)) return undefined;
  const gateway = gatewayName(input);
  return [
    ...objectHead('gateway.nginx.org/v1alpha2', 'NginxProxy', gateway, gateway),
    entry('spec', [
      comment(input.say('gateway-fabric-nginx-proxy.connections')),
      comment(connections.why),
      entry('workerConnections', connections.value),
    ]),
  ];
}
