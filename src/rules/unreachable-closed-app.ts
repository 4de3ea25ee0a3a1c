import { blocker, defineRule, pass } from '../engine/rule.ts';

/** An operating system suspends sockets of an app that is closed. */
export default defineRule({
  id: 'unreachable-closed-app',
  role: 'exclusion',
  answers: ['networks'],
  appliesTo: ({ reachesClosedApp }) => !reachesClosedApp,
  check: ({ networks }) => (networks.includes('app-closed') ? blocker('suspended') : pass('app-is-open')),
});
