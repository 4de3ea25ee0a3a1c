import { defineNeed } from '../engine/rule.ts';
import { all, any, includesOnly, isOneOf } from '../engine/ternary.ts';

/** Events go to, or come from, another company's server, which we can call and which can call us. */
export default defineNeed({
  id: 'partner-events',
  answers: ['useCase', 'clients', 'conversation', 'updateIntervalSeconds'],
  limits: ['sparseEventSeconds'],
  holds: ({ useCase, clients, conversation, updateIntervalSeconds }, { sparseEventSeconds }) =>
    any(
      isOneOf(useCase, ['partner-events']),
      all(
        includesOnly(clients, ['partner-server']),
        isOneOf(conversation, ['server-streams']),
        updateIntervalSeconds === undefined ? undefined : updateIntervalSeconds >= sparseEventSeconds,
      ),
    ),
});
