import { defineQuestion } from '../engine/question.ts';
import { all, isOneOf, not } from '../engine/ternary.ts';

/** Typical time between two messages. A single reply has no second message; files and media are not messages. */
export default defineQuestion({
  id: 'updateIntervalSeconds',
  kind: 'duration',
  suggestions: [0.05, 0.2, 1, 2, 10, 60, 600],
  subject: 'frequency',
  applies: ({ conversation, useCase }) =>
    all(not(isOneOf(conversation, ['single-reply'])), not(isOneOf(useCase, ['file-transfer', 'media']))),
});
