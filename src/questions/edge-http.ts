import { defineQuestion } from '../engine/question.ts';
import { all, includesAny, isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** HTTP version of the first hop; only browsers limit connections by it. */
export default defineQuestion({
  id: 'edgeHttp',
  kind: 'choice',
  options: choices.edgeHttp,
  applies: ({ clients, conversation }) =>
    all(includesAny(clients, ['browser', 'old-browser']), not(isOneOf(conversation, ['single-reply']))),
});
