import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideFile } from '../src/decide-file.ts';
import { fromFragment, toFragment } from '../src/permalink.ts';
import { NOT_SURE, questionIds } from '../src/schema/answers.ts';
import { printProblem } from '../src/schema/problem.ts';
import { answerFile, readAnswers } from './support/answers.ts';
import { anyAnswers, anyPath } from './support/arbitrary-answers.ts';
import { facts, filesIn } from './support/facts.ts';

const scenarios = filesIn('test/scenarios', 'answers.yaml');
const problems = (fragment: string) => {
  const read = fromFragment(fragment, facts);
  return read.ok ? [] : read.problems.map(printProblem);
};

describe('a link reopens to the same assessment', () => {
  test.each(scenarios)('%s', (name) => {
    const file = readAnswers(`test/scenarios/${name}`);
    const read = fromFragment(`#${toFragment(file, facts)}`, facts);
    expect(read.ok && decideFile(read.value, facts)).toEqual(decideFile(file, facts));
  });

  test('for a thousand random answer sets, names and paths', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    const service = fc.record({
      team: fc.constantFrom('', 'Checkout & Pay', '结算团队', 'a=b#c%41', 'x, y'),
      name: label,
      port: fc.integer({ min: 1, max: 65_535 }),
    });
    fc.assert(
      fc.property(anyAnswers, anyPath, service, fc.subarray(questionIds), (answers, path, names, unsure) => {
        const file = answerFile(answers, { path, service: names });
        const withUnsure = {
          ...file,
          answers: { ...file.answers, ...Object.fromEntries(unsure.map((id) => [id, NOT_SURE])) },
        };
        const read = fromFragment(toFragment(withUnsure, facts), facts);
        expect(read).toEqual({
          ok: true,
          value: {
            ...withUnsure,
            rules: facts.rulesVersion,
            path: path === facts.platform.defaultPath ? undefined : path,
          },
        });
        expect(read.ok && JSON.stringify(decideFile(read.value, facts))).toBe(
          JSON.stringify(decideFile(withUnsure, facts)),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a typical link is readable and at most about 300 characters', () => {
  const typical = answerFile({
    useCase: 'ai-reply',
    conversation: 'server-streams',
    longestRunSeconds: 180,
    ifCut: 'costly',
    updateIntervalSeconds: 0.2,
    longestSilenceSeconds: 2,
    peakClients: 2000,
    missedMessages: 'harmless',
    request: 'body',
    credentials: 'header',
    clients: ['browser'],
    networks: ['internet'],
  });
  const fragment = toFragment(typical, facts);
  expect(fragment).toMatch(/^v=1&rules=\d+\.\d+&useCase=ai-reply&/);
  expect(fragment.length).toBeLessThanOrEqual(300);
});

describe('a damaged, old or hostile link names what is wrong', () => {
  test.each([
    ['an empty link', ''],
    ['no version', 'useCase=ai-reply'],
    ['another version', 'v=2&useCase=ai-reply'],
    ['an unknown key', 'v=1&colour=red'],
    ['a key of the language itself', 'v=1&__proto__=x&constructor=y'],
    ['an unknown value', 'v=1&useCase=teleport'],
    ['a number that is none', 'v=1&peakClients=many'],
    ['a number out of range', 'v=1&peakClients=0&longestRunSeconds=-5'],
    ['a number in disguise', 'v=1&peakClients=1e3'],
    ['a repeated key', 'v=1&useCase=chat&useCase=voice'],
    ['a repeated entry', 'v=1&clients=browser,browser'],
    ['a broken escape', 'v=1&service.team=%E0%A4%A'],
    ['a script in a name', 'v=1&service.team=ok&service.name=<script>'],
    ['a directive in a host', 'v=1&service.host=a.com;return'],
    ['an unknown path', 'v=1&path=moon'],
    ['an unknown profile', 'v=1&profile=other'],
    ['a rules version that is none', 'v=1&rules=latest'],
    ['none beside another', 'v=1&serverStores=none,event-log'],
  ])('%s', (_, fragment) => {
    expect(problems(fragment)).toMatchSnapshot();
    expect(problems(fragment).length).toBeGreaterThan(0);
  });

  test('a link of a million characters', () => {
    expect(problems(`v=1&service.team=${'x'.repeat(1_000_000)}`)).toEqual([
      'expected at most 4000 characters, received 1000017',
    ]);
  });

  test('any text at all never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => void fromFragment(text, facts)),
      { numRuns: 2_000 },
    );
  });
});
