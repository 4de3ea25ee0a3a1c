import { defineQuestion } from '../engine/question.ts';
import { isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** How the opening request is authenticated; browser APIs differ in what they can send. */
export default defineQuestion({
  id: 'credentials',
  kind: 'choice',
  options: choices.credentials,
  applies: ({ useCase }) => not(isOneOf(useCase, ['partner-events', 'media', 'file-transfer', 'mcp'])),
});
