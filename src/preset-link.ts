import { fromFragment, toFragment } from './permalink.ts';
import { questionIds } from './schema/answers.ts';
import type { LinkFacts } from './schema/facts.ts';

/** Every preset as the fragment of a link with its answers, by id. */
export type Presets = { readonly [id: string]: string };

/** What an internal page knows about its readers' service, by its short name in a link to a preset. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['team', 'service.team'],
  ['service', 'service.name'],
  ['host', 'service.host'],
  ['namespace', 'service.namespace'],
]);

const keyOf = (pair: string) => pair.split('=', 1)[0] ?? '';
const isQuestion = (key: string) => (questionIds as readonly string[]).includes(key);

/** Whether a fragment asks for a preset. */
export const asksForPreset = (fragment: string): boolean => /(?:^#?|&)scenario=/.test(fragment);

/**
 * The link with its preset's answers in full, all but those it gives itself marked as assumed. A preset that does not
 * exist stays where it is, for the reader of links to refuse by name, like everything else that is wrong.
 * @example 'scenario=ai-reply&team=Checkout&ifCut=retry'
 */
export function expandPreset(fragment: string, presets: Presets, facts: LinkFacts): string {
  const text = fragment.replace(/^#/, '');
  const given = text.split('&');
  const chosen = given.find((pair) => keyOf(pair) === 'scenario') ?? '';
  const id = chosen.slice('scenario='.length);
  if (!Object.hasOwn(presets, id)) return text;
  const rest = given.filter((pair) => pair !== chosen);
  const own = rest.map((pair) => (SHORT_NAMES.get(keyOf(pair)) ?? keyOf(pair)) + pair.slice(keyOf(pair).length));
  const ownKeys = own.map(keyOf);
  const typical = (presets[id] ?? '').split('&').filter((pair) => !ownKeys.includes(keyOf(pair)));
  const assumed = typical.map(keyOf).filter(isQuestion);
  const marks = assumed.length > 0 && !ownKeys.includes('assumed') ? [`assumed=${assumed.join(',')}`] : [];
  const isPlace = (pair: string) => keyOf(pair) === 'at';
  const answers = [...typical, ...own.filter((pair) => !isPlace(pair)), ...marks].join('&');
  const read = fromFragment(answers, facts);
  // In the order every link is written in, so that the same answers are seen to be the same.
  return [read.ok ? toFragment(read.value, facts) : answers, ...own.filter(isPlace)].join('&');
}

/** What a link to the questions can be filled with beforehand; what is left out stays for the reader to say. */
export type Prefill = {
  readonly scenario?: string;
  readonly path?: string;
  readonly team?: string;
  readonly service?: string;
};

/** Also what `encodeURIComponent` leaves alone but Markdown or a quoted attribute would read. */
const encode = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The fragment of a link for an internal page, as short as it can be; empty when nothing is filled in. */
export function prefillFragment({ scenario, path, team, service }: Prefill): string {
  const names = scenario ? { team: 'team', service: 'service' } : { team: 'service.team', service: 'service.name' };
  const pairs = [
    ['scenario', scenario],
    ['path', path],
    [names.team, team],
    [names.service, service],
  ].flatMap(([key, value]) => (value ? [`${key}=${encode(value)}`] : []));
  if (pairs.length === 0) return '';
  return [...(scenario ? [] : ['v=1']), ...pairs].join('&');
}
