import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A server that keeps no events and shares none between replicas cannot resume anything. */
export default defineRule({
  id: 'bare-server',
  role: 'preference',
  answers: ['serverStores'],
  appliesTo: ({ crossesPlatform, speaksMcp }) => crossesPlatform && !speaksMcp,
  check({ serverStores }, _, { protocol }) {
    if (serverStores.includes('event-log') || serverStores.includes('pub-sub')) return notApplicable();
    if (protocol.connection === 'reply' || protocol.watchStream) return favours('nothing-to-keep', 1);
    return protocol.connection === 'held' ? disfavours('cannot-resume', 1) : notApplicable();
  },
});
