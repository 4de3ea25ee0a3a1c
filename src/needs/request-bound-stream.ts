import { defineNeed } from '../engine/rule.ts';
import { all, any, includesAny, isOneOf, not } from '../engine/ternary.ts';

/** A server streams its answer to a request that EventSource cannot make, or to a client that has none. */
export default defineNeed({
  id: 'request-bound-stream',
  answers: ['conversation', 'request', 'credentials', 'clients', 'useCase'],
  holds: ({ conversation, request, credentials, clients, useCase }) =>
    all(
      isOneOf(conversation, ['server-streams', 'mostly-server']),
      any(
        isOneOf(request, ['body']),
        isOneOf(credentials, ['header']),
        not(includesAny(clients, ['browser', 'old-browser'])),
        isOneOf(useCase, ['ai-reply', 'ai-agent']),
      ),
    ),
});
