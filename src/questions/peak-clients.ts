import { defineQuestion } from '../engine/question.ts';
import { isOneOf, not } from '../engine/ternary.ts';

/** Clients connected at the same time at peak. Files, media and webhooks hold no connection on the platform. */
export default defineQuestion({
  id: 'peakClients',
  kind: 'count',
  suggestions: [10, 100, 1000, 5000, 10_000, 50_000],
  subject: 'concurrency',
  applies: ({ useCase }) => not(isOneOf(useCase, ['file-transfer', 'media', 'partner-events'])),
});
