import { defineQuestion } from '../engine/question.ts';
import { isOneOf } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** The format clients already expect on the wire. */
export default defineQuestion({
  id: 'framing',
  kind: 'choice',
  options: choices.framing,
  applies: ({ useCase }) => isOneOf(useCase, ['ai-reply', 'ai-agent', 'mcp']),
});
