import { defineNeed } from '../engine/rule.ts';
import { all, includesOnly, isOneOf, not } from '../engine/ternary.ts';

/** Both ends are our own programs outside a browser, and one of them streams. */
export default defineNeed({
  id: 'native-peers',
  answers: ['clients', 'conversation', 'useCase', 'framing'],
  holds: ({ clients, conversation, useCase, framing }) =>
    all(
      includesOnly(clients, ['own-backend', 'device']),
      not(isOneOf(conversation, ['single-reply'])),
      // Model output has wire formats of its own that clients expect.
      not(isOneOf(useCase, ['ai-reply', 'ai-agent'])),
      framing === undefined,
    ),
});
