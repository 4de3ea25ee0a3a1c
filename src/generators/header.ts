import type { GeneratorInput } from './generator.ts';

/** What every file begins with: what it is, where it goes, what it was made from, and what it takes for granted. */
export function header(
  { say, service, verdict, names, link }: GeneratorInput,
  room: string,
  assumptions: readonly string[],
): string[] {
  const { name, namespace, team } = service;
  const data = { name, namespace, team };
  return [
    say(`${room}.purpose`),
    say(`${room}.place`),
    '',
    team === '' ? say('header.service', data) : say('header.serviceOfTeam', data),
    say('header.source', { profile: verdict.profile, path: names.path, version: verdict.rules }),
    link,
    ...(assumptions.length > 0 ? ['', say('header.assumptions'), ...assumptions.map((text) => `- ${text}`)] : []),
  ];
}
