import type { GeneratorInput } from '../generator.ts';
import { blank, comment, directive, type NginxNode, nginxSeconds } from '../print/nginx.ts';
import { routesOf } from '../routes.ts';

/** Google's load balancers keep idle connections to a backend for 600 s and ask backends to keep theirs longer. */
const KEEPALIVE_SECONDS = 620;

/** What must stand once in the `server` of the host: how it gets on with the load balancer before it. */
export function serverPart({ say, ...input }: GeneratorInput): NginxNode[] {
  const speaksGrpc = routesOf({ say, ...input }).some(({ protocol }) => protocol.nginx === 'grpc');
  return [
    comment(say('nginx-server.keepalive')),
    directive('keepalive_timeout', nginxSeconds(KEEPALIVE_SECONDS)),
    ...(speaksGrpc ? [blank, comment(say('nginx-server.http2'))] : []),
    blank,
    comment(say('nginx-server.realIp')),
  ];
}
