import { isBehindBalancer } from '../balancers.ts';
import type { GeneratorInput } from '../generator.ts';
import { directive, type NginxNode } from '../print/nginx.ts';
import { routesOf } from '../routes.ts';

/** The usual ports. Plain gRPC has one of its own, because a port without TLS speaks either HTTP/2 or HTTP/1.1. */
const PORTS = { tls: '443', plain: '80', plainGrpc: '50051' } as const;

/** Whether Nginx passes gRPC on in this design. */
export const speaksGrpc = (input: GeneratorInput): boolean =>
  routesOf(input).some(({ protocol }) => protocol.nginx === 'grpc');

/** Google's load balancers speak HTTP/2 to a backend over TLS only, and gRPC needs HTTP/2 on every hop. */
export const needsTlsForGrpc = (input: GeneratorInput): boolean => isBehindBalancer(input) && speaksGrpc(input);

/** Whether Nginx itself ends TLS: where that was chosen, or where nothing else works. */
export const endsTls = (input: GeneratorInput): boolean => input.target.tls === 'proxy' || needsTlsForGrpc(input);

/** Whether clients, or gRPC through a load balancer, may speak HTTP/2 to Nginx. */
export const speaksHttp2 = (input: GeneratorInput): boolean =>
  speaksGrpc(input) || (endsTls(input) && !isBehindBalancer(input));

/** `http2 on` is known from 1.25.1; before, HTTP/2 is a word of `listen`. */
const hasHttp2Directive = ({ target }: GeneratorInput): boolean => target.nginxVersion !== '1.22';

/** How this version of Nginx is told where to listen, and what to speak there. */
export function listener(input: GeneratorInput): NginxNode[] {
  const tls = endsTls(input);
  const port = tls ? PORTS.tls : speaksGrpc(input) ? PORTS.plainGrpc : PORTS.plain;
  const words = ['listen', port, ...(tls ? ['ssl'] : [])];
  if (!speaksHttp2(input)) return [directive(...words)];
  if (!hasHttp2Directive(input)) return [directive(...words, 'http2')];
  return [directive(...words), directive('http2', 'on')];
}
