import { type AnswerFile, defaultService, questionIds } from './schema/answers.ts';
import type { LinkFacts } from './schema/facts.ts';

/** Stands for every answer of the link in the list of those that are assumed. */
export const ALL = 'all';

/** Commas and slashes mean nothing in a fragment, and a link without `%2C` can be read. */
const encode = (value: string) =>
  encodeURIComponent(value).replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%3A/g, ':');

/**
 * An answer file as a URL fragment without `#`, readable, keyed by question id: `v=1&rules=1.0&useCase=ai-reply`.
 * What equals a default is left out.
 */
export function toFragment(file: AnswerFile, facts: LinkFacts): string {
  const pairs: [string, string][] = [['v', String(file.version)]];
  pairs.push(['rules', file.rules ?? facts.rulesVersion]);
  if (file.profile !== 'default') pairs.push(['profile', file.profile]);
  if (file.path !== undefined && file.path !== facts.platform.defaultPath) pairs.push(['path', file.path]);
  for (const [key, value] of Object.entries(file.service)) {
    if (value !== defaultService[key as keyof typeof defaultService]) pairs.push([`service.${key}`, String(value)]);
  }
  for (const [key, value] of Object.entries(file.target)) if (value) pairs.push([`target.${key}`, value]);
  for (const id of questionIds) {
    const answer = file.answers[id];
    if (answer !== undefined) pairs.push([id, Array.isArray(answer) ? answer.join(',') : String(answer)]);
  }
  const { assumed = [] } = file;
  const isAll = assumed.length === Object.values(file.answers).filter((answer) => answer !== undefined).length;
  if (assumed.length > 0) pairs.push(['assumed', isAll ? ALL : assumed.join(',')]);
  return pairs.map(([key, value]) => `${key}=${encode(value)}`).join('&');
}
