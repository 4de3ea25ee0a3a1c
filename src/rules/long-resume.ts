import { defineRule, favours, notApplicable } from '../engine/rule.ts';

/** To resume after minutes the server needs a log with ids, whatever the protocol. */
export default defineRule({
  id: 'long-resume',
  role: 'preference',
  answers: ['missedMessages', 'serverStores'],
  appliesTo: ({ connection }) => connection === 'held',
  check({ missedMessages, serverStores }, _, { protocol }) {
    if (missedMessages === 'harmless' || !serverStores.includes('event-log')) return notApplicable();
    return protocol.reconnects === 'browser' ? favours('resumes-by-id', 1) : notApplicable();
  },
});
