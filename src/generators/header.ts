import type { GeneratorInput } from './generator.ts';
import { routesOf } from './routes.ts';

/** Where the recommended protocol goes round the platform and another one serves the open app: that nobody judged it. */
export function unjudged(input: GeneratorInput): string[] {
  const { protocol, names, say } = input;
  const [route] = routesOf(input);
  if (protocol.crossesPlatform || !route) return [];
  const data = { main: names.protocol(protocol.id), stream: names.protocol(route.protocol.id) };
  return [say('header.unjudged', { ...data, option: names.option('networks', 'app-closed') })];
}

/** What every file begins with: what it is, where it goes, what it was made from, and what it takes for granted. */
export function header(input: GeneratorInput, room: string, assumptions: readonly string[]): string[] {
  const { say, service, verdict, names, link } = input;
  const { name, namespace, team } = service;
  const data = { name, namespace, team };
  return [
    say(`${room}.purpose`),
    say(`${room}.place`),
    '',
    team === '' ? say('header.service', data) : say('header.serviceOfTeam', data),
    say('header.source', { profile: verdict.profile, path: names.path, version: verdict.rules }),
    link,
    ...unjudged(input).flatMap((text) => ['', text]),
    ...(assumptions.length > 0 ? ['', say('header.assumptions'), ...assumptions.map((text) => `- ${text}`)] : []),
  ];
}
