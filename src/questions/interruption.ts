import { defineQuestion } from '../engine/question.ts';
import { isOneOf } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** Whether a user stops, steers or talks over a reply, which decides whether both sides talk at once. */
export default defineQuestion({
  id: 'interruption',
  kind: 'choice',
  options: choices.interruption,
  applies: ({ useCase }) => isOneOf(useCase, ['ai-reply', 'ai-agent', 'voice']),
});
