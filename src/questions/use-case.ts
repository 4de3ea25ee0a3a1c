import { defineQuestion } from '../engine/question.ts';
import { choices } from '../schema/answers.ts';

/** What is delivered: chooses the follow-up questions, so it comes first. */
export default defineQuestion({
  id: 'useCase',
  kind: 'choice',
  options: choices.useCase,
  applies: () => true,
});
