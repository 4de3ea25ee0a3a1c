import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { needs } from '../src/needs/index.ts';
import { questions } from '../src/questions/index.ts';
import { rules } from '../src/rules/index.ts';
import { questionIds } from '../src/schema/answers.ts';
import { needIds, protocolIds } from '../src/schema/protocol.ts';
import { locales, ruleTextsShape } from '../src/schema/texts.ts';
import { anyAnswers } from './support/arbitrary-answers.ts';
import { facts, filesIn, findAll, pathNamed, pathWith, rawContent, readText, sourced } from './support/facts.ts';

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const kebab = (id: string) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const sorted = (list: readonly string[]) => [...list].sort();

/** Base names of the modules of a folder, its index and deeper folders left out. */
const modulesIn = (folder: string, ending = '.ts') =>
  filesIn(folder, ending)
    .map((file) => file.slice(0, -ending.length))
    .filter((name) => name !== 'index' && !name.includes('/'))
    .sort();

describe('each file is listed once, under its own name', () => {
  test.each([
    ['rules', ids(rules), rules],
    ['needs', ids(needs), needs],
    ['questions', ids(questions).map(kebab), questions],
  ] as const)('%s', async (folder, listed, objects) => {
    expect(sorted(listed)).toEqual(modulesIn(`src/${folder}`));
    for (const [index, name] of listed.entries()) {
      const { default: own } = await import(`../src/${folder}/${name}.ts`);
      expect(own, `${folder}/${name}.ts`).toBe(objects[index]);
    }
  });

  test('questions are those of the answer file', () => expect(sorted(ids(questions))).toEqual(sorted(questionIds)));

  test('needs are in the order of the schema, most decisive first', () => expect(ids(needs)).toEqual([...needIds]));

  test('a rule and a need never share a name', () => {
    const all = [...ids(rules), ...ids(needs)];
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
  });

  test('protocols', () => {
    expect(modulesIn('content/protocols', '.yaml')).toEqual(sorted(protocolIds));
    for (const id of protocolIds) expect(rawContent[`protocols/${id}.yaml`]).toHaveProperty('id', id);
    const orders = facts.protocols.map(({ order }) => order);
    expect(new Set(orders).size).toBe(orders.length);
  });
});

describe('each has a test of its own, and no test is left behind', () => {
  test('rules', () => expect(modulesIn('test/rules', '.test.ts')).toEqual(sorted(ids(rules))));
  test('needs', () => expect(modulesIn('test/needs', '.test.ts')).toEqual(sorted(ids(needs))));
});

test('every need is served by a protocol, and only guessing ones are typical', () => {
  const served = facts.protocols.flatMap(({ serves }) => serves);
  expect(needIds.filter((id) => !served.includes(id))).toEqual([]);
  const guessing = facts.protocols.filter(({ typicalFor }) => typicalFor.length > 0);
  expect(guessing.filter(({ serves }) => !serves.includes('typical-use')).map(({ id }) => id)).toEqual([]);
  // The simplest of several is taken; the others stand in where it is excluded.
  for (const { typicalFor } of guessing) expect(new Set(typicalFor).size).toBe(typicalFor.length);
});

type Known = { readonly outcomes: Set<string>; readonly data: Map<string, Set<string>> };

/** Every reason code of a rule as its source names it; a code that is not written in the call is found by running. */
function codesInSource(id: string): [outcome: string, code: string][] {
  const outcomes: Record<string, string> = { pass: 'pass', favours: 'pass', concern: 'concern', disfavours: 'concern' };
  const calls = readText(`src/rules/${id}.ts`).matchAll(/\b(pass|concern|blocker|favours|disfavours)\(([^;{)]*)/g);
  return [...calls].flatMap(([, call = '', argument = '']) => {
    const code = argument.includes('?') ? argument : (argument.split(',')[0] ?? '');
    const literals = [...code.matchAll(/(?<!===\s*)'([a-z][a-z-]*)'/g)];
    return literals.map(([, literal = '']): [string, string] => [outcomes[call] ?? call, literal]);
  });
}

/** Paths that a finding may depend on: all of the profile, and some with what its hops do not have today. */
const paths = [
  ...Object.keys(facts.platform.paths).map((id) => pathNamed(id)),
  pathWith('nginx', { settings: { responseInspection: { value: 'on', ...sourced } } }),
];

/** All codes of all rules with their outcomes, and the data each finding came with, from the source and from running. */
function knownCodes(): Map<string, Map<string, Known>> {
  const known = new Map(rules.map(({ id }) => [id, new Map<string, Known>()]));
  const add = (rule: string, outcome: string, code: string): Known => {
    const codes = known.get(rule) ?? new Map<string, Known>();
    const entry = codes.get(code) ?? { outcomes: new Set(), data: new Map() };
    codes.set(code, entry);
    entry.outcomes.add(outcome);
    return entry;
  };
  for (const { id } of rules) for (const [outcome, code] of codesInSource(id)) add(id, outcome, code);
  for (const answers of fc.sample(anyAnswers, { seed: 1, numRuns: 1000 })) {
    for (const path of paths) {
      for (const { id } of facts.protocols) {
        for (const { rule, outcome, code, data } of findAll(rules, id, answers, path)) {
          if (outcome === 'unknown') continue;
          const keys = Object.keys(data).sort();
          add(rule, outcome, code).data.set(keys.join(), new Set(keys));
        }
      }
    }
  }
  return known;
}
const known = knownCodes();
const everyCode = [...known].flatMap(([rule, codes]) => [...codes].map(([code, found]) => ({ rule, code, ...found })));

test('every reason code of a rule is expected by a row of its test', () => {
  const tables = modulesIn('test/rules', '.test.ts');
  const missing = everyCode.filter(({ rule, code, outcomes }) => {
    if (!tables.includes(rule)) return true;
    const table = readText(`test/rules/${rule}.test.ts`);
    return [...outcomes].some((outcome) => !new RegExp(`'${outcome} ${code}[ ',]`).test(table));
  });
  expect(missing.map(({ rule, code }) => `${rule}.${code}`)).toEqual([]);
});

test('a reason code means one outcome', () => {
  const mixed = everyCode.filter(({ outcomes }) => outcomes.size !== 1);
  expect(mixed.map(({ rule, code, outcomes }) => `${rule}.${code}: ${[...outcomes]}`)).toEqual([]);
});

const placeholders = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
type Entry = { readonly what?: string; readonly why?: string; readonly do?: string };
type RuleTexts = z.infer<typeof ruleTextsShape>;
const entryOf = (texts: RuleTexts, id: string, code: string) => texts[id]?.[code] as Entry | undefined;

describe.each(locales)('the words in %s', (locale) => {
  const texts = z.parse(ruleTextsShape, rawContent[`text/${locale}/rules.yaml`]);

  test('name every rule and need, and nothing else', () => {
    expect(sorted(Object.keys(texts))).toEqual(sorted([...ids(rules), ...ids(needs)]));
  });

  test('tell what was found for every reason code, and why and what to do when it is bad', () => {
    const silent = everyCode.flatMap(({ rule, code, outcomes }) => {
      const required = outcomes.has('pass') ? (['what'] as const) : (['what', 'why', 'do'] as const);
      return required.filter((part) => !entryOf(texts, rule, code)?.[part]).map((part) => `${rule}.${code}.${part}`);
    });
    expect(silent).toEqual([]);
    expect(ids(needs).filter((id) => !entryOf(texts, id, 'needed')?.what)).toEqual([]);
  });

  test('have no text for a code that no rule gives', () => {
    const codesOf = (id: string) => ['title', ...(known.get(id)?.keys() ?? ['needed'])];
    const orphans = Object.entries(texts).flatMap(([id, entry]) =>
      Object.keys(entry).flatMap((code) => (codesOf(id).includes(code) ? [] : [`${id}.${code}`])),
    );
    expect(orphans).toEqual([]);
  });

  test('ask only for values their finding has', () => {
    const unfilled = everyCode.flatMap(({ rule, code, data }) =>
      Object.values(entryOf(texts, rule, code) ?? {}).flatMap((text) =>
        placeholders(text)
          .filter((key) => [...data.values()].some((keys) => !keys.has(key)))
          .map((key) => `${rule}.${code}: {${key}}`),
      ),
    );
    expect(unfilled).toEqual([]);
  });
});

test('running reaches every reason code of the source, so that the values of all texts are checked', () => {
  expect(everyCode.filter(({ data }) => data.size === 0).map(({ rule, code }) => `${rule}.${code}`)).toEqual([]);
});
