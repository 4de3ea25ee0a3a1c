import { defineQuestion } from '../engine/question.ts';
import { isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** What is in a message: some protocols carry text only, and files and media take another road. */
export default defineQuestion({
  id: 'payload',
  kind: 'choice',
  options: choices.payload,
  applies: ({ useCase }) => not(isOneOf(useCase, ['mcp', 'partner-events'])),
});
