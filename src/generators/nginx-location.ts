import { type Draft, type Generator, type GeneratorInput, hasHop } from './generator.ts';
import { header } from './header.ts';
import { httpPart } from './nginx/http.ts';
import { locationPart } from './nginx/location.ts';
import { isBehindBalancer } from './nginx/names.ts';
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

/** Configuration for Nginx in three files, one for each level they are included at. */
export default {
  id: 'nginx-location',
  whyNot(input) {
    if (!hasHop(input, 'nginx')) return 'nginx-location.otherPath';
    return routesOf(input).some(({ protocol }) => protocol.nginx !== undefined) ? null : 'header.notOnPlatform';
  },
  generate(input) {
    const { say } = input;
    const locations = routesOf(input).flatMap((route, index) => [
      ...(index > 0 ? [blank] : []),
      ...locationPart(input, route),
    ]);
    return [
      file(input, 'nginx-http', httpPart(input), [say('nginx-http.assumesDns'), say('nginx-http.assumesOnce')]),
      ...(isBehindBalancer(input)
        ? [file(input, 'nginx-server', serverPart(input), [say('nginx-server.assumesOnce')])]
        : []),
      file(input, 'nginx-location', locations, [
        say('nginx-location.assumesPrefix'),
        say('nginx-location.assumesPort'),
      ]),
    ];
  },
} satisfies Generator;
