import fc from 'fast-check';
import { type Answers, defaultService, type Service } from '../../src/schema/answers.ts';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { targets } from '../../src/schema/target.ts';
import { locales } from '../../src/schema/texts.ts';
import { facts } from './facts.ts';
import { type Case, filesOf, onlyKnowing, otherPaths, withoutComments } from './generator-input.ts';
import type { Site } from './nginx.ts';
import { covering } from './pairwise.ts';

/** Every protocol whose traffic passes Nginx. */
export const throughNginx: readonly ProtocolId[] = facts.protocols.flatMap(({ id, nginx }) => (nginx ? [id] : []));

const LONG_LABEL = `l${'o'.repeat(61)}g`;
/** Names as teams have them, and as far as the schema lets them go. */
const services: readonly Partial<Service>[] = [
  {},
  { path: '/' },
  { name: 'chat', namespace: 'support', host: 'chat.example.com', path: '/v1/chat/stream', port: 3000 },
  { name: 'a', namespace: 'b', host: 'c', path: '/d', port: 1 },
  {
    name: LONG_LABEL,
    namespace: LONG_LABEL,
    host: `${LONG_LABEL}.example.com`,
    path: `/${'p'.repeat(199)}`,
    port: 65_535,
  },
  { name: 'echo', host: 'rpc.example.com', path: '/company.Echo', port: 50_051 },
  { name: 'signs', path: '/a.b_c~d+e,f=g:h@i/j-k' },
  { name: 'dots', path: '//a/./b/../c/', port: 81 },
  { name: '0', namespace: '1', host: '2.example.com', path: '/3/', port: 443 },
  { name: 'jobs', namespace: 'batch', path: '/jobs/', port: 80 },
];

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?$/);
/** Names the schema lets through, of every sign it allows. */
const anyService = fc.record({
  name: label,
  namespace: label,
  host: fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.')),
  path: fc.stringMatching(/^\/[A-Za-z0-9._~+,=:@/-]{0,40}$/),
  port: fc.integer({ min: 1, max: 65_535 }),
});

const choices = {
  protocol: ['any', ...throughNginx],
  path: ['external-nginx', 'nginx-alone'],
  nginxVersion: targets.nginxVersion,
  tls: targets.tls,
  locale: locales,
  service: [...services.keys()],
} as const;

/** Facts in which only this protocol is known, or all are, on a path of the profile or on one without a load balancer. */
const factsOf = (protocol: ProtocolId | 'any', path: string): Facts => ({
  ...(protocol === 'any' ? facts : onlyKnowing(protocol)),
  platform: path === 'nginx-alone' ? otherPaths.platform : facts.platform,
});

/** Answers with which a protocol that can be used at all is used. */
const friendly: readonly Answers[] = [
  { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended', clients: ['browser'] },
  { conversation: 'interleaved', ifCut: 'resume', longestRunSeconds: 'open-ended', clients: ['own-backend'] },
  { conversation: 'single-reply', ifCut: 'costly', longestRunSeconds: 20, request: 'body', peakClients: 100_000 },
];

/** The value at this place of a list that begins again at its end. */
function nth<T>(list: readonly T[], place: number): T {
  return list[place % list.length] as T;
}

export const covered = covering(choices);

/**
 * Each protocol for each target; then all covering cases, and all of them again with another protocol, other numbers of the same kinds and names of no other case,
 * as each team has its own.
 */
export function* manyCases(times: number): Iterable<Case> {
  for (const protocol of throughNginx)
    for (const nginxVersion of targets.nginxVersion)
      for (const tls of targets.tls)
        for (const path of choices.path)
          for (const answers of friendly)
            yield { answers, path, facts: factsOf(protocol, path), target: { nginxVersion, tls } };
  const names = fc.sample(anyService, { numRuns: times * covered.rows.length, seed: 7 });
  for (let time = 0; time < times; time += 1) {
    for (const { answers, values } of covered.at(time)) {
      const { path, nginxVersion, tls, locale } = values;
      const protocol = nth(choices.protocol, choices.protocol.indexOf(values.protocol) + time);
      yield {
        answers,
        path,
        locale,
        facts: factsOf(protocol, path),
        target: { nginxVersion, tls },
        service: time === 0 ? nth(services, values.service) : (names.pop() ?? {}),
      };
    }
  }
}

/** A case with its files, and the version they are for. */
export type Made = Site & { readonly given: Case; readonly version: string; readonly upstream: string };

const upstreamIn = (text: string): string => /^upstream (\S+) \{/m.exec(text)?.[1] ?? '';
/** A text without the names of the team, to tell what only its answers change. */
const withoutNames = (text: string, upstream: string): string =>
  text
    .replaceAll(upstream, 'upstream')
    .replace(/(server_name|server) [^\s{]+;/g, '$1;')
    .replace(/location (\^~ )?\/\S*?(\/events)? \{/g, 'location $1$2 {');

/** Files of all these cases that no earlier case has had, comments apart. */
export function distinctFiles(cases: Iterable<Case>) {
  const texts = new Set<string>();
  const namelessTexts = new Set<string>();
  const sites: Made[] = [];
  for (const given of cases) {
    const files = filesOf(given);
    const upstream = upstreamIn(files.map(({ text }) => text).join('\n'));
    const fresh = files.filter((file: GeneratedFile) => {
      const text = `${file.name}\n${withoutComments(file.text)}`;
      namelessTexts.add(withoutNames(text, upstream));
      return texts.size < texts.add(text).size;
    });
    if (fresh.length === 0) continue;
    const host = given.service?.host ?? defaultService.host;
    sites.push({ host, files, given, version: given.target?.nginxVersion ?? '', upstream });
  }
  return { sites, texts, namelessTexts };
}

const MOST_SITES = 60;
const LONGEST_USUAL_HOST = 46;
/** Sites in groups for one Nginx each: one version, no name twice, each different main file once first. */
export function batchesOf(sites: readonly Made[]): Made[][] {
  const batches: Made[][] = [];
  const mains = new Set<string>();
  /** Two of them would each set how large the table of server names is. */
  const isLong = ({ host }: Made) => host.length > LONGEST_USUAL_HOST;
  const mainOf = (site: Made) => site.files.find(({ name }) => name === 'nginx-main.conf')?.text ?? '';
  for (const site of sites) {
    const isNewMain = mains.size < mains.add(withoutComments(mainOf(site))).size;
    const fits = (batch: Made[]) =>
      batch.length < MOST_SITES &&
      !(isLong(site) && batch.some(isLong)) &&
      batch[0]?.version === site.version &&
      batch.every(({ upstream, host }) => upstream !== site.upstream && host !== site.host);
    const batch = isNewMain ? undefined : batches.find(fits);
    if (batch) batch.push(site);
    else batches.push([site]);
  }
  return batches;
}
