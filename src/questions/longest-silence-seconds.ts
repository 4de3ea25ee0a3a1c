import { defineQuestion } from '../engine/question.ts';
import { isOneOf, not } from '../engine/ternary.ts';

/** Longest gap without a byte; idle caps are judged by it. Transfers and webhooks do not fall silent half-way. */
export default defineQuestion({
  id: 'longestSilenceSeconds',
  kind: 'duration',
  zeroAllowed: true,
  suggestions: [5, 15, 60, 120, 300, 600],
  subject: 'frequency',
  applies: ({ useCase }) => not(isOneOf(useCase, ['file-transfer', 'media', 'partner-events'])),
});
