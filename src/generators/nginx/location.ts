import type { LimitKey } from '../../schema/platform.ts';
import type { Protocol } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import { block, comment, directive, expression, type NginxNode, nginxSeconds, type Word } from '../print/nginx.ts';
import { configuredLimit, type Route } from '../routes.ts';
import { bodyPart } from './body.ts';
import {
  connectionsPerAddress,
  connectionVariable,
  isBehindBalancer,
  upgradeVariable,
  upstreamName,
  zoneName,
} from './names.ts';

type NginxKind = NonNullable<Protocol['nginx']>;

/** Headers for the service. Complete, because a single one here would drop all that are set further out. */
function headers(
  input: GeneratorInput,
  name: 'proxy_set_header' | 'grpc_set_header',
  extra: Word[][] = [],
): NginxNode[] {
  const rows: Word[][] = [
    ...extra,
    ['Host', expression('$host')],
    ['X-Forwarded-For', expression('$proxy_add_x_forwarded_for')],
    // A load balancer ends TLS and says so itself; its word must stand.
    ...(isBehindBalancer(input) ? [] : [['X-Forwarded-Proto', expression('$scheme')]]),
  ];
  return rows.map((row) => directive(name, ...row));
}

const proxied = (input: GeneratorInput, extra: Word[][] = [['Connection', '']]): NginxNode[] => [
  directive('proxy_pass', `http://${upstreamName(input)}`),
  directive('proxy_http_version', '1.1'),
  ...headers(input, 'proxy_set_header', extra),
];

/** A timeout with what it is today; nothing where the profile does not know it. */
function timeout(input: GeneratorInput, name: string, limit: LimitKey): NginxNode[] {
  const found = configuredLimit(input, 'nginx', limit);
  if (!found) return [];
  const key = found.value === found.today ? 'nginx-location.kept' : 'nginx-location.changed';
  return [comment(input.say(key, { todaySeconds: found.today })), directive(name, nginxSeconds(found.value))];
}

const readTimeout = (input: GeneratorInput): NginxNode[] => [
  comment(input.say('nginx-location.readTimeout')),
  ...timeout(input, 'proxy_read_timeout', 'proxyReadTimeoutSeconds'),
];

function connectionLimit(input: GeneratorInput): NginxNode[] {
  const most = connectionsPerAddress(input);
  if (most === undefined) return [comment(input.say('nginx-location.noLimit'))];
  return [
    comment(input.say('nginx-location.limit', { most })),
    directive('limit_conn', zoneName(input), String(most)),
    directive('limit_conn_status', '429'),
  ];
}

const byKind: { readonly [K in NginxKind]: (input: GeneratorInput) => NginxNode[] } = {
  plain: (input) => [...proxied(input), ...readTimeout(input), ...bodyPart(input)],
  poll: (input) => [
    ...proxied(input),
    directive('proxy_cache', 'off'),
    ...readTimeout(input),
    comment(input.say('nginx-location.noRetry')),
    directive('proxy_next_upstream', 'error'),
    ...bodyPart(input),
    ...connectionLimit(input),
  ],
  stream: (input) => [
    ...proxied(input),
    comment(input.say('nginx-location.unbuffered')),
    directive('proxy_buffering', 'off'),
    directive('proxy_cache', 'off'),
    directive('gzip', 'off'),
    ...readTimeout(input),
    ...bodyPart(input),
    ...connectionLimit(input),
  ],
  websocket: (input) => [
    ...proxied(input, [
      ['Upgrade', upgradeVariable],
      ['Connection', connectionVariable],
    ]),
    ...readTimeout(input),
    ...timeout(input, 'proxy_send_timeout', 'proxySendTimeoutSeconds'),
    ...connectionLimit(input),
  ],
  grpc: (input) => [
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
export function locationPart(input: GeneratorInput, { protocol, path }: Route): NginxNode[] {
  if (protocol.nginx === undefined) return [];
  // Before regular expressions, which would otherwise take requests away from it; the root must not do that to others.
  const modifier = path === '/' ? [] : [expression('^~')];
  return [
    comment(input.say('nginx-location.endpoint', { protocol: input.names.protocol(protocol.id), endpoint: path })),
    block(['location', ...modifier, path], byKind[protocol.nginx](input)),
  ];
}
