import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** Between our own services, typed streams with flow control and deadlines come ready-made. */
export default defineRule({
  id: 'typed-peers',
  role: 'preference',
  answers: ['clients', 'conversation'],
  appliesTo: ({ backendProtocol, needsUpgrade }) => backendProtocol === 'HTTP2' || needsUpgrade,
  check({ clients, conversation }, _, { protocol }) {
    if (conversation === 'single-reply' || !clients.every((client) => client === 'own-backend')) return notApplicable();
    return protocol.needsUpgrade ? disfavours('untyped', 1) : favours('typed-streams', 3);
  },
});
