import { defineQuestion } from '../engine/question.ts';
import { isOneOf } from '../engine/ternary.ts';

/** Longest wait before anything comes back: queueing, cold starts and thinking, which proxies see as silence. */
export default defineQuestion({
  id: 'firstByteSeconds',
  kind: 'duration',
  zeroAllowed: true,
  suggestions: [1, 2, 10, 30, 60, 120],
  applies: ({ useCase }) => isOneOf(useCase, ['ai-reply', 'ai-agent', 'mcp', 'job-progress']),
});
