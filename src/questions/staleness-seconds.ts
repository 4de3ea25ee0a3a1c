import { defineQuestion } from '../engine/question.ts';
import { all, isOneOf, not } from '../engine/ternary.ts';

/** How old data may be when it is shown: chooses between polling, a cache and a stream where there is a choice. */
export default defineQuestion({
  id: 'stalenessSeconds',
  kind: 'duration',
  zeroAllowed: true,
  suggestions: [0.05, 0.2, 1, 5, 30, 300],
  applies: ({ conversation, useCase }) =>
    all(
      not(isOneOf(conversation, ['single-reply'])),
      not(isOneOf(useCase, ['ai-reply', 'ai-agent', 'mcp', 'file-transfer', 'media', 'partner-events'])),
    ),
});
