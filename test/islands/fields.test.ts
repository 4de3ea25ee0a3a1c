import { describe, expect, test } from 'vitest';
import { candidateOf, fieldOf, switchOption, toAnswers, toFields } from '../../src/islands/Questionnaire/fields.ts';
import { questions } from '../../src/questions/index.ts';
import { answerFileShape } from '../../src/schema/answers.ts';

const question = (id: string) => {
  const found = questions.find((each) => each.id === id);
  if (!found) throw new Error(`question ${id}: not in src/questions`);
  return found;
};
const typed = (amount: string, unit = 'second', instead = '') => ({ amount, unit, instead });

describe('what a control holds, as an answer', () => {
  test.each([
    ['a number of minutes', 'longestRunSeconds', typed('3', 'minute'), 180],
    ['a fraction without the noise of binary numbers', 'longestRunSeconds', typed('1.1', 'minute'), 66],
    ['a count has no unit', 'peakClients', typed('5 min'), '5 min'],
    ['full-width digits', 'longestRunSeconds', typed('１５'), 15],
    ['grouped digits', 'peakClients', typed('50,000'), 50_000],
    ['a decimal comma is not guessed at', 'longestRunSeconds', typed('1,5'), '1,5'],
    ['text stays text', 'peakClients', typed('many'), 'many'],
    ['nothing is no answer', 'peakClients', typed(' '), undefined],
    ['a word instead of a number', 'longestRunSeconds', typed('', 'second', 'open-ended'), 'open-ended'],
    ['zero is a value', 'longestSilenceSeconds', typed('0'), 0],
    ['a choice', 'useCase', 'chat', 'chat'],
    ['no choice', 'useCase', '', undefined],
    ['several', 'clients', ['browser', 'device'], ['browser', 'device']],
    ['none of several', 'clients', [], undefined],
    ['not sure among several', 'clients', ['not-sure'], 'not-sure'],
  ])('%s', (_, id, field, expected) => {
    expect(candidateOf(question(id), field)).toEqual(expected);
  });
});

test('an answer file survives the form', () => {
  const file = answerFileShape.parse({
    version: 1,
    answers: {
      useCase: 'terminal',
      longestRunSeconds: 5400,
      updateIntervalSeconds: 0.05,
      peakClients: 12_000,
      clients: ['browser'],
      serverStores: 'not-sure',
      ifCut: 'not-sure',
      heartbeat: 'yes',
    },
  });
  expect(toAnswers(questions, toFields(questions, file, 'external-nginx'))).toEqual(file.answers);
});

test('what is half typed is left out of the answers', () => {
  const fields = toFields(questions, answerFileShape.parse({ version: 1 }), 'external-nginx');
  const half = { ...fields, answers: { ...fields.answers, peakClients: typed('0'), longestRunSeconds: typed('soon') } };
  expect(toAnswers(questions, half as typeof fields)).toEqual({});
});

test('a duration is shown in the unit that fits it', () => {
  expect(fieldOf(question('longestRunSeconds'), 7200)).toEqual(typed('2', 'hour'));
  expect(fieldOf(question('longestRunSeconds'), 90)).toEqual(typed('90', 'second'));
});

test('what stands alone drops the others, and they drop it', () => {
  const alone = ['not-sure', 'none'];
  expect(switchOption(['job-store', 'pub-sub'], 'none', alone)).toEqual(['none']);
  expect(switchOption(['none'], 'pub-sub', alone)).toEqual(['pub-sub']);
  expect(switchOption(['pub-sub'], 'pub-sub', alone)).toEqual([]);
});
