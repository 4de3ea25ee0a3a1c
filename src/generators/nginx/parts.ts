import type { LimitKey } from '../../schema/platform.ts';
import { isBehindBalancer } from '../balancers.ts';
import type { GeneratorInput } from '../generator.ts';
import { silenceWords, stateWords } from '../limit-words.ts';
import { comment, directive, expression, type NginxNode, nginxSeconds, type Word } from '../print/nginx.ts';
import { configuredLimit, type Route } from '../routes.ts';
import { endsTls } from './listener.ts';
import { connectionsPerAddress, upstreamName, zoneName } from './names.ts';

/** Headers for the service. Complete, because a single one here would drop all that are set further out. */
export function headers(
  input: GeneratorInput,
  name: 'proxy_set_header' | 'grpc_set_header',
  extra: Word[][] = [],
): NginxNode[] {
  const rows: Word[][] = [
    ...extra,
    ['Host', expression('$host')],
    ['X-Forwarded-For', expression('$proxy_add_x_forwarded_for')],
    // Whoever ends the TLS of clients before Nginx says so itself; its word must stand.
    ...(endsTls(input) && !isBehindBalancer(input) ? [['X-Forwarded-Proto', expression('$scheme')]] : []),
  ];
  return rows.map((row) => directive(name, ...row));
}

/** What every request that is passed on as HTTP needs. */
export const proxied = (input: GeneratorInput, extra: Word[][] = [['Connection', '']]): NginxNode[] => [
  directive('proxy_pass', `http://${upstreamName(input)}`),
  directive('proxy_http_version', '1.1'),
  ...headers(input, 'proxy_set_header', extra),
];

/** A timeout with what it is today; nothing where the profile does not know it. */
export function timeout(input: GeneratorInput, name: string, limit: LimitKey): NginxNode[] {
  const found = configuredLimit(input, 'nginx', limit);
  if (!found) return [];
  return [...stateWords(input, found).map(comment), directive(name, nginxSeconds(found.value))];
}

/** How long the connection may be silent. */
export const readTimeout = (input: GeneratorInput, { protocol }: Route): NginxNode[] => [
  comment(silenceWords(input, protocol.nginx)),
  comment(input.say('nginx-location.readTimeout')),
  ...timeout(input, 'proxy_read_timeout', 'proxyReadTimeoutSeconds'),
];

/** How many connections one client address may hold. */
export function connectionLimit(input: GeneratorInput): NginxNode[] {
  const most = connectionsPerAddress(input);
  if (most === undefined) return [comment(input.say('nginx-location.noLimit'))];
  return [
    comment(input.say('nginx-location.limit', { most })),
    directive('limit_conn', zoneName(input), String(most)),
    directive('limit_conn_status', '429'),
  ];
}
