import { defineNeed } from '../engine/rule.ts';
import { any, isOneOf } from '../engine/ternary.ts';

/** Both sides talk at any time in one session, or a reply is steered or talked over while it runs. */
export default defineNeed({
  id: 'interleaved-talk',
  answers: ['conversation', 'interruption', 'useCase'],
  holds: ({ conversation, interruption, useCase }) =>
    any(
      isOneOf(conversation, ['interleaved']),
      interruption === undefined ? false : isOneOf(interruption, ['new-input', 'voice']),
      useCase === 'voice' ? true : conversation === undefined ? undefined : false,
    ),
});
