import { describe, expect, test } from 'vitest';
import { askedQuestions } from '../src/asked.ts';
import { decideFile } from '../src/decide-file.ts';
import { type GivenAnswers, NOT_SURE, type QuestionId } from '../src/schema/answers.ts';
import { readAnswers } from './support/answers.ts';
import { facts, filesIn } from './support/facts.ts';

/** What a team is asked that answers each question as the scenario does. */
function walk(scenario: string): { asked: QuestionId[]; answers: GivenAnswers } {
  const file = readAnswers(`test/scenarios/${scenario}`);
  const asked: QuestionId[] = [];
  let answers: GivenAnswers = {};
  for (;;) {
    const next = askedQuestions({ ...file, answers }, facts).find((id) => !asked.includes(id));
    if (!next) return { asked, answers };
    asked.push(next);
    answers = { ...answers, [next]: file.answers[next] ?? NOT_SURE };
  }
}

describe.each(filesIn('test/scenarios', 'answers.yaml'))('%s', (scenario) => {
  const { asked, answers } = walk(scenario);
  const file = readAnswers(`test/scenarios/${scenario}`);

  test('what is asked is enough for the same protocol and tier', () => {
    const { protocol, tier } = decideFile({ ...file, answers }, facts).recommendation;
    const full = decideFile(file, facts).recommendation;
    expect({ protocol, tier }).toEqual({ protocol: full.protocol, tier: full.tier });
  });

  test('a team is asked at most seventeen questions, each once', () => {
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(17);
  });
});
