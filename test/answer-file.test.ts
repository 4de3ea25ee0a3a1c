import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownAnswers, readAnswerFile } from '../src/answer-file.ts';
import { defaultService } from '../src/schema/answers.ts';
import { printProblem } from '../src/schema/problem.ts';
import { facts } from './support/facts.ts';

const problems = (input: unknown) => {
  const read = readAnswerFile(input, facts);
  return read.ok ? [] : read.problems.map(printProblem);
};

test('every key but the version has a default', () => {
  expect(readAnswerFile({ version: 1 }, facts)).toEqual({
    ok: true,
    value: { version: 1, profile: 'default', service: defaultService, target: {}, answers: {} },
  });
});

test('"not sure" is an open question, never a value', () => {
  expect(knownAnswers({ useCase: 'not-sure', ifCut: 'resume', clients: 'not-sure' })).toEqual({ ifCut: 'resume' });
});

describe('every problem is named at once, with what was expected and received', () => {
  test.each([
    ['nothing', undefined],
    ['text', 'hello'],
    ['a list', []],
    ['another version', { version: 2 }],
    [
      'several at once',
      {
        version: 1,
        colour: 'red',
        path: 'moon',
        profile: 'mars',
        service: { name: 'Not A Label', port: 70_000, team: 'x'.repeat(81), hosst: 'a' },
        answers: {
          useCase: 'teleport',
          longestRunSeconds: 'forever',
          peakClients: 1.5,
          clients: 'browser',
          networks: [],
          wrong: 1,
        },
      },
    ],
    [
      'a zero where there is none',
      { version: 1, answers: { longestRunSeconds: 0, updateIntervalSeconds: 0, peakClients: 0 } },
    ],
    [
      'a duration without end',
      { version: 1, answers: { longestRunSeconds: Number.POSITIVE_INFINITY, stalenessSeconds: Number.NaN } },
    ],
    ['null', { version: 1, answers: { useCase: null } }],
  ])('%s', (_, input) => {
    expect(problems(input)).toMatchSnapshot();
    expect(problems(input).length).toBeGreaterThan(0);
  });
});

test('zero is a value where it can be one', () => {
  expect(
    problems({ version: 1, answers: { longestSilenceSeconds: 0, stalenessSeconds: 0, firstByteSeconds: 0 } }),
  ).toEqual([]);
});

test('no input makes it throw', () => {
  const tree = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
  fc.assert(
    fc.property(tree, fc.dictionary(fc.string(), tree), (value, service) => {
      readAnswerFile(value, facts);
      readAnswerFile({ version: 1, service, answers: value }, facts);
    }),
    { numRuns: 2_000 },
  );
});
