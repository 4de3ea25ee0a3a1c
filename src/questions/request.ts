import { defineQuestion } from '../engine/question.ts';
import { isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** What the opening request carries; EventSource can send a URL and nothing else. */
export default defineQuestion({
  id: 'request',
  kind: 'choice',
  options: choices.request,
  applies: ({ useCase }) => not(isOneOf(useCase, ['partner-events', 'media', 'file-transfer', 'mcp'])),
});
