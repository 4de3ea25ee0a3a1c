import { defineNeed } from '../engine/rule.ts';
import { all, includesAny, isOneOf } from '../engine/ternary.ts';

/** A server streams binary messages; text framing would have to encode each of them. */
export default defineNeed({
  id: 'binary-feed',
  answers: ['conversation', 'payload', 'clients'],
  holds: ({ conversation, payload, clients }) =>
    all(
      isOneOf(conversation, ['server-streams', 'mostly-server']),
      isOneOf(payload, ['binary']),
      includesAny(clients, ['browser', 'old-browser']),
    ),
});
