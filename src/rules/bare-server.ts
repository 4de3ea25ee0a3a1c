import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A server that keeps nothing cannot resume anything. */
export default defineRule({
  id: 'bare-server',
  role: 'preference',
  answers: ['serverStores'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ serverStores }, _, { protocol }) {
    if (!serverStores.includes('none')) return notApplicable();
    if (protocol.connection === 'reply' && !protocol.speaksMcp) return favours('nothing-to-keep', 1);
    return protocol.connection === 'held' ? disfavours('cannot-resume', 1) : notApplicable();
  },
});
