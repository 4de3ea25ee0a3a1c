import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A phone drops sockets of an app in the background without a word. */
export default defineRule({
  id: 'backgrounded-app',
  role: 'preference',
  answers: ['networks'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ networks }, _, { protocol }) {
    if (!networks.includes('mobile-background')) return notApplicable();
    if (protocol.connection === 'held') return disfavours('dies-silently', 1);
    return favours('catches-up', 2);
  },
});
