import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { readAnswerFile } from '../src/answer-file.ts';
import { readFacts, readTexts } from '../src/read-content.ts';
import { platformShape, thresholdsShape } from '../src/schema/platform.ts';
import { printProblem, problemsOf } from '../src/schema/problem.ts';
import { protocolShape } from '../src/schema/protocol.ts';
import { locales, ruleTextsShape, type Texts, textsShape } from '../src/schema/texts.ts';
import { tiersShape, versionsShape } from '../src/schema/tiers.ts';
import { facts, filesIn, rawContent } from './support/facts.ts';

const { platform, thresholds, protocols } = facts;
const paths = Object.keys(rawContent);
const profiles = paths.filter((file) => file.startsWith('platforms/'));
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every text or number of a file with the way to it. */
function leaves(value: unknown, way = ''): [way: string, leaf: unknown][] {
  if (typeof value !== 'object' || value === null) return [[way, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, way ? `${way}.${key}` : key));
}

/** Every map that names its source, from a whole file. */
function records(value: unknown, way: string): { way: string; source: string; checked: string }[] {
  if (!isMap(value)) return [];
  const { source, sources, checked } = value;
  const own = [source, ...(Array.isArray(sources) ? sources : [])].filter((page) => page !== undefined);
  return [
    ...own.map((page) => ({ way, source: String(page), checked: String(checked) })),
    ...Object.entries(value).flatMap(([key, inner]) => records(inner, `${way} ${key}`)),
  ];
}
const cited = paths
  .filter((file) => !file.startsWith('text/') && !file.startsWith('scenarios/'))
  .flatMap((file) => records(rawContent[file], file));

/** The shape of a file by its place; `undefined` for one that nobody reads. */
function shapeOf(file: string): z.ZodMiniType | undefined {
  const [folder, locale = '', name = ''] = file.replace(/\.yaml$/, '').split('/');
  if (folder === 'platforms') return platformShape;
  if (folder === 'protocols') return protocolShape;
  if (folder === 'text' && locales.some((known) => known === locale)) return textsShape.shape[name as keyof Texts];
  return { thresholds: thresholdsShape, tiers: tiersShape, versions: versionsShape }[folder ?? ''];
}

describe('every file fits its shape', () => {
  test.each(paths.filter((file) => !file.startsWith('scenarios/')))('%s', (file) => {
    const shape = shapeOf(file);
    if (!shape) throw new Error(`content/${file}: nobody reads this file. Remove it, or move it to its place.`);
    const { error } = shape.safeParse(rawContent[file]);
    expect(error ? problemsOf(error, rawContent[file]).map(printProblem) : []).toEqual([]);
  });

  test.each(paths.filter((file) => file.startsWith('scenarios/')))('%s is a case anybody could open', (file) => {
    const read = readAnswerFile((rawContent[file] as { file?: unknown }).file, facts);
    expect(read.ok ? [] : read.problems.map(printProblem)).toEqual([]);
  });

  test.each(profiles)('%s is whole', (file) => {
    const id = file.replace(/^platforms\/|\.yaml$/g, '');
    expect(readFacts(rawContent, id).platform.id).toBe(id);
  });

  test.each(locales)('the words in %s are whole', (locale) => {
    expect(readTexts(rawContent, locale)).toBeDefined();
  });
});

describe('a platform', () => {
  test.each(profiles)('%s: paths lead over hops that exist, and every hop is on a path', (file) => {
    const { hops, paths: ways, defaultPath } = rawContent[file] as typeof platform;
    const used = Object.values(ways).flatMap((way) => way.hops);
    expect(used.filter((id) => !hops[id])).toEqual([]);
    expect(Object.keys(hops).filter((id) => !used.includes(id))).toEqual([]);
    expect(Object.keys(ways)).toContain(defaultPath);
  });

  test.each(profiles)('%s: a value is at most its maximum, and that at most what the product knows', (file) => {
    const { hops } = rawContent[file] as typeof platform;
    const wrong = Object.entries(hops).flatMap(([hop, { limits }]) =>
      Object.entries(limits ?? {}).flatMap(([key, limit]) => {
        const { value = 0, maximum = value, absoluteMaximum = maximum } = limit ?? {};
        return value <= maximum && maximum <= absoluteMaximum ? [] : [`${hop}.${key}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('a limit is in the unit its key ends in', () => {
    const limits = Object.values(platform.hops).flatMap((hop) => Object.entries(hop.limits));
    const wrong = [...limits, ...Object.entries(thresholds)].filter(([key, record]) => {
      const end = /(Seconds|Bytes|Ratio)$/.exec(key)?.[1]?.toLowerCase();
      return end !== ['seconds', 'bytes', 'ratio'].find((unit) => unit === record?.unit);
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test('each tier ends after its warning, and the tiers follow each other', () => {
    const { standardWarningSeconds, standardLifetimeSeconds, extendedWarningSeconds, extendedLifetimeSeconds } =
      thresholds;
    const steps = [standardWarningSeconds, standardLifetimeSeconds, extendedWarningSeconds, extendedLifetimeSeconds];
    const values = steps.map(({ value }) => value);
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
  });
});

describe('sources', () => {
  const decisions = filesIn('content/decisions', '.md').map((file) => `decisions/${file.replace(/\.md$/, '')}`);

  test('are pages, or decisions that exist', () => {
    const wrong = cited.filter(({ source }) =>
      source.startsWith('decisions/') ? !decisions.includes(source) : !URL.canParse(source),
    );
    expect(wrong.map(({ way, source }) => `${way}: ${source}`)).toEqual([]);
  });

  test('were read on a day of the calendar', () => {
    const isDay = (day: string) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
    expect(cited.filter(({ checked }) => !isDay(checked)).map(({ way }) => way)).toEqual([]);
  });

  test('read more than a year before the newest are worth a look', () => {
    const newest = new Date(cited.map(({ checked }) => checked).reduce((a, b) => (a > b ? a : b)));
    newest.setUTCFullYear(newest.getUTCFullYear() - 1);
    const old = cited.filter(({ checked }) => new Date(checked) < newest);
    if (old.length > 0) console.warn(`Read these sources again:\n${old.map(({ way }) => way).join('\n')}`);
    expect(cited.length).toBeGreaterThan(0);
  });
});

test('every tier follows a finding that a rule makes', () => {
  const texts = ruleTextsShape.parse(rawContent['text/en/rules.yaml']);
  const unknown = Object.entries(facts.tiers.findings).flatMap(([rule, codes]) =>
    Object.keys(codes)
      .filter((code) => !texts[rule] || (code !== 'unanswered' && !(code in texts[rule])) || code === 'title')
      .map((code) => `${rule}.${code}`),
  );
  expect(unknown).toEqual([]);
});

test('versions are newest first, and the newest is what the site shows', () => {
  const { versions } = versionsShape.parse(rawContent['versions.yaml']);
  const dates = versions.map(({ date }) => date);
  expect(dates).toEqual([...dates].sort().reverse());
  expect(facts.rulesVersion).toBe(versions[0]?.version);
});

const keysOf = (map: object) => Object.keys(map).sort();
const textFiles = (locale: string) => filesIn(`content/text/${locale}`, '.yaml');

describe.each(locales)('the words in %s', (locale) => {
  const words = (name: keyof Texts) => rawContent[`text/${locale}/${name}.yaml`];
  const { checklist = {}, protocols: names = {} } = (words('protocols') ?? {}) as Partial<Texts['protocols']>;
  const shown = (words('platform') ?? {}) as Partial<Texts['platform']>;

  test('name every checklist item once, and none that no protocol asks for', () => {
    const wanted = protocols.flatMap((protocol) => Object.values(protocol.checklist).flat());
    expect(keysOf(checklist)).toEqual([...new Set(wanted)].sort());
    expect(keysOf(names)).toEqual(protocols.map(({ id }) => id).sort());
  });

  test('name every path, hop, limit, setting, threshold and tier', () => {
    const all = Object.values(platform.hops);
    const has = (part: object | undefined, keys: readonly string[]) =>
      keys.filter((key) => !Object.keys(part ?? {}).includes(key));
    expect(has(shown.paths, keysOf(platform.paths))).toEqual([]);
    expect(has(shown.hops, keysOf(platform.hops))).toEqual([]);
    expect(
      has(
        shown.limits,
        all.flatMap(({ limits }) => keysOf(limits)),
      ),
    ).toEqual([]);
    expect(
      has(
        shown.settings,
        all.flatMap(({ settings }) => keysOf(settings)),
      ),
    ).toEqual([]);
    expect(has(shown.thresholds, keysOf(thresholds))).toEqual([]);
    expect(has(shown.tiers, ['1', '2', '3'])).toEqual([]);
  });

  test('tell what changed in each version', () => {
    const { versions } = versionsShape.parse(rawContent['versions.yaml']);
    expect(keysOf(words('changelog') as object)).toEqual(versions.map(({ version }) => version).sort());
  });

  test('are in the same files as English', () => expect(textFiles(locale)).toEqual(textFiles('en')));

  /** A list, such as that of changes, may have another length; everything else has the same keys. */
  test.each(textFiles('en'))('%s has the keys and placeholders of English', (name) => {
    const signature = (of: string) =>
      leaves(rawContent[`text/${of}/${name}`])
        .filter(([way]) => !/\.\d+$/.test(way) || name !== 'changelog.yaml')
        .map(([way, text]) => [way, ...new Set(String(text).match(/\{\w+\}/g))].sort().join(' '))
        .sort();
    expect(signature(locale)).toEqual(signature('en'));
  });

  test('hold nothing but text', () => {
    const odd = textFiles(locale).flatMap((name) =>
      leaves(rawContent[`text/${locale}/${name}`])
        .filter(([, text]) => typeof text !== 'string' || text.trim() === '')
        .map(([way]) => `${name} ${way}`),
    );
    expect(odd).toEqual([]);
  });
});
