import type { Target, TargetKey } from '../schema/target.ts';
import { drainOf } from './drain.ts';
import { type Draft, type Generator, type GeneratorInput, hasHop } from './generator.ts';
import { header } from './header.ts';
import { httpPart } from './nginx/http.ts';
import { locationPart } from './nginx/location.ts';
import { mainPart } from './nginx/main.ts';
import { serverPart } from './nginx/server.ts';
import { blank, comment, type NginxNode, printNginx } from './print/nginx.ts';
import { routesOf } from './routes.ts';

function file(input: GeneratorInput, room: string, body: NginxNode[], assumptions: string[]): Draft {
  const head = header(input, room, assumptions).map(comment);
  return {
    name: `${room}.conf`,
    purpose: `${room}.purpose`,
    place: `${room}.place`,
    language: 'nginx',
    text: printNginx([...head, blank, ...body]),
  };
}

/** Choices that change these files, the one that replaces them by others included. */
const CHOICES: readonly TargetKey[] = ['nginxVersion', 'tls', 'nginx'];

/** What configures Nginx instead of its own files. */
const INSTEAD: { readonly [K in Exclude<Target['nginx'], 'files'>]: string } = {
  'f5-ingress-controller': 'nginx-location.byIngressController',
  'gateway-fabric': 'nginx-location.byGatewayFabric',
};

/** The oldest release of each line in which the known holes are closed; none of the oldest line was ever made. */
const FIXED: { readonly [K in Target['nginxVersion']]?: string } = { '1.30': '1.30.4', '1.31': '1.31.3' };

function assumesVersion({ say, target }: GeneratorInput): string {
  const version = FIXED[target.nginxVersion];
  return version === undefined ? say('nginx-main.assumesPatched') : say('nginx-main.assumesFixed', { version });
}

/** Configuration for Nginx in four files, one for each level they are included at. */
export default {
  id: 'nginx-location',
  choices: () => CHOICES,
  whyNot(input) {
    const { nginx } = input.target;
    if (!hasHop(input, 'nginx')) return 'nginx-location.otherPath';
    if (!routesOf(input).some(({ protocol }) => protocol.nginx !== undefined)) return 'header.notOnPlatform';
    return nginx === 'files' ? null : INSTEAD[nginx];
  },
  generate(input) {
    const { say } = input;
    const locations = routesOf(input).flatMap((route, index) => [
      ...(index > 0 ? [blank] : []),
      ...locationPart(input, route),
    ]);
    const drain = drainOf(input);
    const upgrades = routesOf(input).some(({ protocol }) => protocol.nginx === 'websocket');
    return [
      file(input, 'nginx-main', mainPart(input), [
        assumesVersion(input),
        say('nginx-main.assumesAll'),
        ...(drain ? [say('nginx-main.assumesQuit', { grace: String(drain.graceSeconds) })] : []),
      ]),
      file(input, 'nginx-http', httpPart(input), [
        say('nginx-http.assumesDns'),
        say(upgrades ? 'nginx-http.assumesOnceMaps' : 'nginx-http.assumesOnce'),
      ]),
      file(input, 'nginx-server', serverPart(input), [
        say('nginx-server.assumesVersion', { version: input.target.nginxVersion }),
        say('nginx-server.assumesOnce'),
        say('nginx-server.assumesPorts'),
      ]),
      file(input, 'nginx-location', locations, [
        say('nginx-location.assumesPrefix'),
        say('nginx-location.assumesPort'),
      ]),
    ];
  },
} satisfies Generator;
