import fc from 'fast-check';
import { questions } from '../../src/questions/index.ts';
import { type Answers, choices, type QuestionId, questionIds } from '../../src/schema/answers.ts';
import { facts } from './facts.ts';

/** Numbers around everything the rules compare with, so that both sides of each limit are tried. */
const edges = Object.entries(facts.thresholds).flatMap(([key, { value, unit }]) =>
  unit === 'seconds' && !key.endsWith('AlertSeconds')
    ? [value - 1, value, value + 1].filter((seconds) => seconds > 0)
    : [],
);
const seconds = fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(0.02, 0.5));
const counts = fc.oneof(
  fc.constantFrom(1, 100, 12_000, 12_001, 50_001, 200_000),
  fc.integer({ min: 1, max: 1_000_000 }),
);

function answersTo(id: QuestionId): fc.Arbitrary<unknown> {
  const question = questions.find((known) => known.id === id);
  switch (question?.kind) {
    case 'choice':
      return fc.constantFrom(...(question.options ?? []));
    case 'choices': {
      const { exclusive, options = [] } = question;
      const several = fc.subarray(
        options.filter((option) => option !== exclusive),
        { minLength: 1 },
      );
      return exclusive ? fc.oneof(several, fc.constant([exclusive])) : several;
    }
    case 'duration':
      return question.word ? fc.oneof(seconds, fc.constant(question.word)) : seconds;
    default:
      return counts;
  }
}

/** Any answers, with any of them missing; built from the questions, so that it cannot drift from them. */
export const anyAnswers: fc.Arbitrary<Answers> = fc
  .record(
    Object.fromEntries(
      questionIds.map((id) => [id, fc.option(answersTo(id), { nil: undefined, freq: id in choices ? 6 : 5 })]),
    ),
  )
  .map((answers) => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)) as Answers);

/** Any path of the profile. */
export const anyPath: fc.Arbitrary<string> = fc.constantFrom(...Object.keys(facts.platform.paths));
