import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** On a guarded network plain HTTP over TLS passes where an upgrade may not. */
export default defineRule({
  id: 'guarded-network',
  role: 'preference',
  answers: ['networks'],
  appliesTo: ({ streamsResponse, needsUpgrade }) => streamsResponse || needsUpgrade,
  check({ networks }, _, { protocol }) {
    if (!networks.includes('upgrade-blocked') || networks.includes('buffering-proxy')) return notApplicable();
    return protocol.needsUpgrade ? disfavours('upgrade-may-fail', 1) : favours('plain-http', 1);
  },
});
