import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideFile } from '../src/decide-file.ts';
import { questions } from '../src/questions/index.ts';
import type { Answers } from '../src/schema/answers.ts';
import { locales } from '../src/schema/texts.ts';
import { whatIf } from '../src/what-if.ts';
import { anyAnswers, anyPath } from './support/arbitrary-answers.ts';
import { facts } from './support/facts.ts';
import { fileOf } from './support/generator-input.ts';
import { texts } from './support/texts.ts';

const ask = (answers: Answers, path?: string) => {
  const file = fileOf({ answers, ...(path !== undefined && { path }) });
  return whatIf(file, decideFile(file, facts), facts);
};

const terminal: Answers = {
  useCase: 'terminal',
  conversation: 'interleaved',
  longestRunSeconds: 28_800,
  ifCut: 'never',
  updateIntervalSeconds: 0.2,
  longestSilenceSeconds: 1800,
  heartbeat: 'yes',
  peakClients: 100,
  clients: ['browser'],
};

describe('what if', () => {
  test('a terminal that could resume leaves tier 3', () => {
    const resume = ask(terminal).find(({ question, value }) => question === 'ifCut' && value === 'resume');
    expect(resume).toMatchObject({ from: { tier: 3 }, to: { protocol: 'websocket' }, change: 'instead' });
    expect(resume?.gains).toContain('tier');
    expect(resume?.to.tier).toBeLessThan(3);
  });

  test('of durations only the nearest for each outcome is named, and it is shorter than today', () => {
    const runs = ask(terminal).filter(({ question }) => question === 'longestRunSeconds');
    expect(runs.length).toBeGreaterThan(0);
    expect(new Set(runs.map(({ to }) => `${to.protocol} ${to.tier}`)).size).toBe(runs.length);
    for (const { value } of runs) expect(value).toBeLessThan(28_800);
  });

  test('a network that holds responses back, once gone, allows a stream', () => {
    const answers: Answers = {
      conversation: 'server-streams',
      longestRunSeconds: 'open-ended',
      ifCut: 'resume',
      clients: ['browser'],
      networks: ['internet', 'buffering-proxy'],
      stalenessSeconds: 1,
    };
    const found = ask(answers).find(({ question }) => question === 'networks');
    expect(found).toMatchObject({ change: 'without', value: 'buffering-proxy', answer: ['internet'] });
  });

  test('nothing is to be won where a plain request does', () => {
    expect(ask({ useCase: 'api-call', conversation: 'single-reply', longestRunSeconds: 2, ifCut: 'retry' })).toEqual(
      [],
    );
  });

  test('every entry keeps what it promises, never makes worse, and changes one answer that was given', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const file = fileOf({ answers, path });
        const before = decideFile(file, facts);
        for (const { question, answer, from, to, gains } of whatIf(file, before, facts)) {
          expect(answers[question]).toBeDefined();
          expect(answers[question]).not.toEqual(answer);
          const after = decideFile({ ...file, answers: { ...file.answers, [question]: answer } }, facts);
          const { protocol, tier } = after.recommendation;
          expect({ protocol, tier }).toEqual(to);
          expect(protocol).not.toBeNull();
          expect(gains.length).toBeGreaterThan(0);
          if (from.tier !== null && to.tier !== null) expect(to.tier).toBeLessThanOrEqual(from.tier);
          if (gains.includes('tier')) expect(to.tier).toBeLessThan(from.tier ?? 0);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe.each(locales)('the words of what-if.yaml in %s', (locale) => {
  const words = texts(locale)['what-if'];

  test('are there for every option of every question that can be changed, and for nothing else', () => {
    const changeable = questions.filter(({ id }) => id !== 'useCase');
    expect(Object.keys(words)).toEqual(expect.arrayContaining(changeable.map(({ id }) => id)));
    expect(Object.keys(words).length).toBe(changeable.length);
    for (const { id, kind, options = [], exclusive } of changeable) {
      const entry = words[id] ?? {};
      const [change, list] = Object.entries(entry)[0] ?? [];
      if (kind === 'choice') expect(Object.keys(entry)).toEqual(options);
      else if (kind === 'choices')
        expect(Object.keys(list ?? {})).toEqual(options.filter((option) => option !== exclusive));
      else expect(['at-most', 'at-least']).toContain(change);
    }
  });
});
