import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { advise } from '../src/advise.ts';
import { readAnswerFile } from '../src/answer-file.ts';
import { assumedAnswers, confirmChanged, withAssumed } from '../src/assumed.ts';
import { fromFragment, toFragment } from '../src/permalink.ts';
import type { AnswerFile, QuestionId } from '../src/schema/answers.ts';
import { printProblem } from '../src/schema/problem.ts';
import { locales } from '../src/schema/texts.ts';
import { readAnswers } from './support/answers.ts';
import { facts } from './support/facts.ts';
import { samples } from './support/samples.ts';
import { texts } from './support/texts.ts';

const plain = readAnswers('test/scenarios/support-chat/answers.yaml');
const ids = Object.keys(plain.answers) as QuestionId[];
const assuming = (assumed: readonly QuestionId[]): AnswerFile => withAssumed(plain, assumed);
const problems = (input: object) => {
  const read = readAnswerFile({ version: 1, answers: { useCase: 'chat' }, ...input }, facts);
  return read.ok ? [] : read.problems.map(printProblem);
};

describe('assumed answers', () => {
  test.each([
    ['one', ['ifCut']],
    ['some', ['useCase', 'ifCut', 'networks']],
    ['all', ids],
  ] as [string, QuestionId[]][])('round-trip through a link and a file: %s', (_, assumed) => {
    const file = assuming(assumed);
    const link = fromFragment(toFragment(file, facts), facts);
    expect(link.ok && link.value.assumed).toEqual(assumed);
    const text = readAnswerFile(JSON.parse(JSON.stringify(file)), facts);
    expect(text.ok && text.value).toEqual(file);
  });

  test('are one word in a link where all are', () => {
    expect(toFragment(assuming(ids), facts)).toMatch(/&assumed=all$/);
    expect(toFragment(assuming(['ifCut', 'clients']), facts)).toMatch(/&assumed=ifCut,clients$/);
    expect(toFragment(plain, facts)).not.toContain('assumed');
  });

  test.each([
    ['no list', { assumed: 'ifCut' }, ['assumed: expected a list, received "ifCut"']],
    ['an empty list', { assumed: [] }, ['assumed: expected at least 1 entries, received a list of 0']],
    ['no answer to it', { assumed: ['ifCut'] }, ['assumed: expected questions that are answered, received "ifCut"']],
    ['one twice', { assumed: ['useCase', 'useCase'] }, ['assumed: expected each value once, received a list of 2']],
  ])('are refused by name: %s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });

  test('that are no questions are refused by name, in a file and in a link', () => {
    expect(problems({ assumed: ['colour'] })[0]).toMatch(
      /^assumed\.0: expected one of useCase, .*, received "colour"$/,
    );
    const link = fromFragment('v=1&useCase=chat&assumed=all,ifCut', facts);
    expect(link.ok || printProblem(link.problems[0] ?? { path: '', expected: '', received: '' })).toMatch(
      /^assumed\.0: .*"all"$/,
    );
    expect(fromFragment('v=1&assumed=all', facts).ok).toBe(false);
  });

  test.each(locales)('never change the advice, and are told in the documents (%s)', (locale) => {
    const of = (file: AnswerFile) => advise(file, facts, texts(locale), locale, samples);
    const [before, after] = [of(plain), of(assuming(['ifCut', 'clients']))];
    expect({ ...after, files: [] }).toEqual({ ...before, files: [] });
    const short = (id: QuestionId) => texts(locale).questions[id]?.short ?? '';
    for (const name of ['onboarding.md', 'decision-record.md']) {
      const text = after.files.find((file) => file.name === name)?.text ?? '';
      const line =
        text.split('\n').find((each) => each.includes(short('ifCut')) && each.includes(short('clients'))) ?? '';
      expect(line).toContain('2');
      expect(text.split(locale === 'en' ? '(assumed)' : '（假定）')).toHaveLength(3);
      expect(before.files.find((file) => file.name === name)?.text).not.toMatch(/assumed|假定/);
    }
    const yaml = after.files.find((file) => file.name === 'answers.yaml')?.text ?? '';
    expect(parse(yaml).assumed).toEqual(['ifCut', 'clients']);
    const links = after.files.flatMap(({ text }) => text.match(/#v=1[^\s)>"]*/g) ?? []);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(link).toContain('assumed=ifCut,clients');
  });

  test('are confirmed by a change, and assumed again when that is undone', () => {
    const before = assuming(['ifCut', 'clients']);
    const changed = confirmChanged(before, { ...before, answers: { ...before.answers, ifCut: 'costly' } });
    expect(changed.assumed).toEqual(['clients']);
    expect(confirmChanged(changed, before)).toEqual(before);
    const last = confirmChanged(assuming(['ifCut']), { ...assuming(['ifCut']), answers: { useCase: 'chat' } });
    expect(last).not.toHaveProperty('assumed');
  });

  test('count only while their questions apply', () => {
    const file = assuming(ids);
    expect(assumedAnswers(file)).toHaveLength(ids.length);
    const single: AnswerFile = { ...file, answers: { ...file.answers, conversation: 'single-reply' } };
    expect(assumedAnswers(single)).not.toContain('updateIntervalSeconds');
  });
});
