import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedQuestions } from '../src/asked.ts';
import { decideFile } from '../src/decide-file.ts';
import { standIns } from '../src/outcomes.ts';
import { outlookOf } from '../src/outlook.ts';
import { questions } from '../src/questions/index.ts';
import type { AnswerFile, Answers, GivenAnswers } from '../src/schema/answers.ts';
import { readAnswers } from './support/answers.ts';
import { anyAnswers, anyPath } from './support/arbitrary-answers.ts';
import { facts, filesIn } from './support/facts.ts';
import { fileOf } from './support/generator-input.ts';

const scenarios = filesIn('test/scenarios', 'answers.yaml').filter((name) => !name.includes('/files/'));
const openOf = (file: AnswerFile) => askedQuestions(file, facts).filter((id) => file.answers[id] === undefined);
const verdictOf = (file: AnswerFile) => decideFile(file, facts).recommendation;

/** The file with every question that is asked now answered by a value that stands for its answers. */
function completed(file: AnswerFile, picks: readonly number[]): AnswerFile {
  const more = openOf(file).map((id, index) => {
    const question = questions.find((each) => each.id === id);
    const values = question ? standIns(question) : [];
    return [id, values[(picks[index % picks.length] ?? 0) % values.length]];
  });
  return { ...file, answers: { ...file.answers, ...Object.fromEntries(more) } as GivenAnswers };
}

const anyPicks = fc.array(fc.nat(1_000), { minLength: 23, maxLength: 23 });
/** As in the questionnaire: the purpose is told first, the rest in any order. */
const anyBegun = fc.tuple(anyAnswers, anyPath, fc.boolean()).map(([answers, path, isBegun]) => {
  const { useCase, ...others } = answers;
  return fileOf({
    answers: isBegun && useCase ? { useCase } : ({ ...others, ...(useCase && { useCase }) } as Answers),
    path,
  });
});

test('whatever is answered to the questions that are asked, its protocol and tier were shown as possible', () => {
  fc.assert(
    fc.property(anyBegun, anyPicks, (file, picks) => {
      const { protocols, tiers, isDecided } = outlookOf(file, facts);
      const { protocol, tier } = verdictOf(completed(file, picks));
      if (protocol === null) expect(protocols.length === 0 || !isDecided).toBe(true);
      else expect(protocols).toContain(protocol);
      expect(tiers).toContain(tier);
    }),
    { numRuns: 120 },
  );
}, 90_000);

test('without a purpose nothing is out of the question', () => {
  const { protocols, tiers, all, next } = outlookOf(fileOf({ answers: { conversation: 'interleaved' } }), facts);
  expect(protocols).toHaveLength(all);
  expect(tiers).toEqual([null, 1, 2, 3]);
  expect(next).toBe('useCase');
});

describe.each(scenarios)('%s, answered as it is asked', (scenario) => {
  const file = readAnswers(`test/scenarios/${scenario}`);

  test('ends in the verdict, and narrows on the way', () => {
    const { useCase } = file.answers;
    let answers: GivenAnswers = useCase ? { useCase } : {};
    const left: number[] = [];
    for (;;) {
      const now = { ...file, answers };
      const outlook = outlookOf(now, facts);
      left.push(outlook.protocols.length);
      if (outlook.isDecided) {
        const { protocol, tier } = verdictOf(now);
        expect(outlook).toMatchObject({ protocols: protocol === null ? [] : [protocol], tiers: [tier], next: null });
        break;
      }
      const id = outlook.next;
      expect(openOf(now)).toContain(id);
      if (id === null) break;
      answers = { ...answers, [id]: file.answers[id] ?? 'not-sure' };
    }
    expect(left.at(-1)).toBeLessThanOrEqual(1);
    expect(left.at(-1)).toBeLessThanOrEqual(left[0] ?? 0);
  });
});
