import { defineNeed } from '../engine/rule.ts';
import { isOneOf } from '../engine/ternary.ts';

/** One question, one answer. */
export default defineNeed({
  id: 'plain-reply',
  answers: ['conversation'],
  holds: ({ conversation }) => isOneOf(conversation, ['single-reply']),
});
