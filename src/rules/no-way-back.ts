import { canReconnect, staysOpen } from '../engine/connection.ts';
import { concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** No connection through a load balancer is unlimited; without a way back each cut loses the session. */
export default defineRule({
  id: 'no-way-back',
  role: 'time',
  dimension: 'reconnect',
  answers: ['ifCut'],
  alsoReads: ['longestRunSeconds', 'conversation', 'useCase', 'request'],
  limits: ['standardLifetimeSeconds', 'extendedLifetimeSeconds'],
  appliesTo: ({ crossesPlatform, connection }, path) => crossesPlatform && connection !== 'short' && path.tiered,
  check(answers, { standardLifetimeSeconds, extendedLifetimeSeconds }, { plan }) {
    if (!staysOpen(plan)) return notApplicable();
    const back = canReconnect(answers);
    if (back === true) return pass('can-come-back');
    const { lifetimeSeconds } = plan;
    if (back === undefined || lifetimeSeconds === undefined)
      return unknown('longestRunSeconds', 'useCase', 'conversation', 'request');
    if (lifetimeSeconds === OPEN_ENDED || lifetimeSeconds > extendedLifetimeSeconds)
      return concern('needs-reconnect-plan');
    return lifetimeSeconds > standardLifetimeSeconds
      ? concern('worst-case-counts', { lifetimeSeconds })
      : pass('over-before-the-cap', { lifetimeSeconds });
  },
});
