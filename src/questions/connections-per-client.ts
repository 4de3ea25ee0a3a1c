import { defineQuestion } from '../engine/question.ts';
import { all, includesAny, isOneOf, not } from '../engine/ternary.ts';

/** Connections one page holds open. Only browsers share a small number of them between all tabs. */
export default defineQuestion({
  id: 'connectionsPerClient',
  kind: 'count',
  suggestions: [1, 2, 4, 6, 8],
  subject: 'concurrency',
  applies: ({ clients, conversation }) =>
    all(includesAny(clients, ['browser', 'old-browser']), not(isOneOf(conversation, ['single-reply']))),
});
