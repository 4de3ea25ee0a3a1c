import { defineQuestion } from '../engine/question.ts';
import { isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** Who talks once it runs. MCP and calls between companies fix their own direction. */
export default defineQuestion({
  id: 'conversation',
  kind: 'choice',
  options: choices.conversation,
  applies: ({ useCase }) => not(isOneOf(useCase, ['mcp', 'partner-events'])),
});
