import { isBehindBalancer, KEEPALIVE_SECONDS } from '../balancers.ts';
import type { GeneratorInput } from '../generator.ts';
import { blank, block, comment, directive, type NginxNode, nginxSeconds } from '../print/nginx.ts';
import { endsTls, listener, needsTlsForGrpc, speaksGrpc, speaksHttp2 } from './listener.ts';
import { locationFile } from './names.ts';

/** Names that lead nowhere: Nginx does not start before somebody has put the real ones here. */
const CERTIFICATE = '/etc/nginx/certificates/FILL-IN.crt';
const CERTIFICATE_KEY = '/etc/nginx/certificates/FILL-IN.key';

/** Why TLS ends where it does. */
function whyTls(input: GeneratorInput): string {
  if (needsTlsForGrpc(input)) return 'nginx-server.tlsForGrpc';
  if (!endsTls(input)) return 'nginx-server.tlsBefore';
  return isBehindBalancer(input) ? 'nginx-server.tlsAgain' : 'nginx-server.tlsHere';
}

/** What is to know about HTTP/2 on this listener, by version of Nginx. */
function aboutHttp2(input: GeneratorInput): string[] {
  if (!speaksHttp2(input)) return [];
  const { nginxVersion } = input.target;
  return [
    ...(endsTls(input) ? [] : [nginxVersion === '1.22' ? 'nginx-server.onlyH2c' : 'nginx-server.firstDecides']),
    ...(endsTls(input) && !speaksGrpc(input) ? ['nginx-server.sharedConnection'] : []),
    ...(nginxVersion === '1.31' ? ['nginx-server.strictHeaders'] : []),
  ];
}

const certificate = ({ say }: GeneratorInput): NginxNode[] => [
  blank,
  comment(say('nginx-server.certificate')),
  directive('ssl_certificate', CERTIFICATE),
  directive('ssl_certificate_key', CERTIFICATE_KEY),
  directive('ssl_protocols', 'TLSv1.2', 'TLSv1.3'),
];

const behindBalancer = ({ say }: GeneratorInput): NginxNode[] => [
  blank,
  comment(say('nginx-server.keepalive')),
  directive('keepalive_timeout', nginxSeconds(KEEPALIVE_SECONDS)),
  blank,
  comment(say('nginx-server.realIp')),
];

/** The server of the host: where it listens, who ends TLS, and how it gets on with what stands before it. */
export function serverPart(input: GeneratorInput): NginxNode[] {
  const { say, service } = input;
  return [
    block(
      ['server'],
      [
        ...[whyTls(input), ...aboutHttp2(input)].map((key) => comment(say(key))),
        ...listener(input),
        directive('server_name', service.host),
        ...(endsTls(input) ? certificate(input) : []),
        ...(isBehindBalancer(input) ? behindBalancer(input) : []),
        blank,
        comment(say('nginx-server.include')),
        directive('include', locationFile(input)),
      ],
    ),
  ];
}
