import { blocker, defineRule, pass } from '../engine/rule.ts';

/** A network that strips Upgrade stops the handshake. */
export default defineRule({
  id: 'blocked-upgrade',
  role: 'exclusion',
  answers: ['networks'],
  appliesTo: ({ needsUpgrade }) => needsUpgrade,
  check: ({ networks }) => (networks.includes('upgrade-blocked') ? blocker('handshake-fails') : pass('upgrade-passes')),
});
