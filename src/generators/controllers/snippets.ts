import { isBehindBalancer } from '../balancers.ts';
import type { GeneratorInput } from '../generator.ts';
import { connectionsPerAddress, ZONE_SIZE, zoneName } from '../nginx/names.ts';
import { directive, expression, type NginxNode, nginxSeconds, printNginx } from '../print/nginx.ts';
import { type Endpoint, holdsConnections, proxyTimeouts } from './endpoints.ts';

/** What Nginx waits for the next piece of a request body unless it is told otherwise: the default of the product. */
const BODY_TIMEOUT_SECONDS = 60;

/** Lines for a field that takes Nginx configuration as text, on one line; undefined where there are none. */
export const snippet = (nodes: readonly NginxNode[]): string | undefined =>
  nodes.length > 0 ? printNginx(nodes).trim().replaceAll('\n', ' ') : undefined;

/** How long a client may pause inside a request body, where the product's default does not fit. */
export function bodyTimeoutSeconds(input: GeneratorInput, { serves, streamsUploads }: Endpoint): number | undefined {
  const { body } = proxyTimeouts(input, 'nginx');
  if (!body || !(serves === 'grpc' || streamsUploads || body.value > body.today)) return undefined;
  return body.value === BODY_TIMEOUT_SECONDS ? undefined : body.value;
}

/** Requests that go through as they come. */
export const uploadDirectives = ({ streamsUploads }: Endpoint): NginxNode[] =>
  streamsUploads ? [directive('proxy_request_buffering', 'off')] : [];

export const bodyTimeoutDirectives = (input: GeneratorInput, endpoint: Endpoint): NginxNode[] => {
  const seconds = bodyTimeoutSeconds(input, endpoint);
  return seconds === undefined ? [] : [directive('client_body_timeout', nginxSeconds(seconds))];
};

/** Key that tells clients apart: the peer, or what the load balancer before it says of the client. */
export const clientKey = (input: GeneratorInput): string =>
  isBehindBalancer(input) ? '$http_x_forwarded_for' : '$remote_addr';

/** How many connections one client address may hold, in a location and at the level of http. */
export function limitDirectives(
  input: GeneratorInput,
  endpoint: Endpoint,
): { location: NginxNode[]; http: NginxNode[] } {
  const most = connectionsPerAddress(input);
  if (most === undefined || !holdsConnections(endpoint)) return { location: [], http: [] };
  return {
    location: [directive('limit_conn', zoneName(input), String(most)), directive('limit_conn_status', '429')],
    http: [directive('limit_conn_zone', expression(clientKey(input)), `zone=${zoneName(input)}:${ZONE_SIZE}`)],
  };
}
