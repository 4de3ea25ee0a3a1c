import type { Protocol } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import { block, comment, directive, expression, type NginxNode } from '../print/nginx.ts';
import type { Route } from '../routes.ts';
import { bodyPart, sendingPauses } from './body.ts';
import { connectionVariable, upgradeVariable, upstreamName } from './names.ts';
import { connectionLimit, headers, proxied, readTimeout, timeout } from './parts.ts';
import { notTwice, onlyOnce } from './repeats.ts';

type NginxKind = NonNullable<Protocol['nginx']>;

/** What a location says, by how Nginx serves the protocol. */
const byKind: { readonly [K in NginxKind]: (input: GeneratorInput, route: Route) => NginxNode[] } = {
  plain: (input, route) => [
    ...proxied(input),
    ...readTimeout(input, route),
    ...onlyOnce(input),
    ...bodyPart(input, route.protocol),
    ...sendingPauses(input, route),
  ],
  poll: (input, route) => [
    ...proxied(input),
    directive('proxy_cache', 'off'),
    ...readTimeout(input, route),
    ...notTwice(input),
    ...bodyPart(input, route.protocol),
    ...sendingPauses(input, route),
    ...connectionLimit(input),
  ],
  stream: (input, route) => [
    ...proxied(input),
    comment(input.say('nginx-location.unbuffered')),
    directive('proxy_buffering', 'off'),
    directive('proxy_cache', 'off'),
    directive('gzip', 'off'),
    ...readTimeout(input, route),
    ...notTwice(input),
    ...bodyPart(input, route.protocol),
    ...sendingPauses(input, route),
    ...connectionLimit(input),
  ],
  websocket: (input, route) => [
    ...proxied(input, [
      ['Upgrade', upgradeVariable],
      ['Connection', connectionVariable],
    ]),
    ...readTimeout(input, route),
    ...timeout(input, 'proxy_send_timeout', 'proxySendTimeoutSeconds'),
    ...onlyOnce(input),
    ...connectionLimit(input),
  ],
  grpc: (input) => [
    comment(input.say('nginx-location.grpcPath')),
    directive('grpc_pass', `grpc://${upstreamName(input)}`),
    ...headers(input, 'grpc_set_header'),
    directive('grpc_socket_keepalive', 'on'),
    comment(input.say('nginx-location.grpcTimeouts')),
    ...timeout(input, 'grpc_read_timeout', 'proxyReadTimeoutSeconds'),
    ...timeout(input, 'grpc_send_timeout', 'proxySendTimeoutSeconds'),
    ...timeout(input, 'client_body_timeout', 'clientBodyTimeoutSeconds'),
    comment(input.say('nginx-location.grpcBody')),
    directive('client_max_body_size', '0'),
    ...connectionLimit(input),
  ],
};

/** The location of one endpoint: everything its requests need, whatever the server around it says. */
export function locationPart(input: GeneratorInput, route: Route): NginxNode[] {
  const { protocol, path } = route;
  if (protocol.nginx === undefined) return [];
  // Before regular expressions, which would otherwise take requests away from it; the root must not do that to others.
  const modifier = path === '/' ? [] : [expression('^~')];
  return [
    comment(input.say('nginx-location.endpoint', { protocol: input.names.protocol(protocol.id), endpoint: path })),
    block(['location', ...modifier, path], byKind[protocol.nginx](input, route)),
  ];
}
