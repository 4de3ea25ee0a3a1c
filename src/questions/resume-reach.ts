import { defineQuestion } from '../engine/question.ts';
import { isOneOf } from '../engine/ternary.ts';
import { choices, resumedUseCases } from '../schema/answers.ts';

/** Where a user must be able to pick up a run again, which decides where its output has to be kept. */
export default defineQuestion({
  id: 'resumeReach',
  kind: 'choice',
  options: choices.resumeReach,
  applies: ({ useCase }) => isOneOf(useCase, resumedUseCases),
});
