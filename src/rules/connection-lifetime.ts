import { staysOpen } from '../engine/connection.ts';
import { concern, defineRule, pass, unknown } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** A total cap ends a connection whatever flows, so what counts is how long ONE connection must live. */
export default defineRule({
  id: 'connection-lifetime',
  role: 'time',
  dimension: 'duration',
  answers: [],
  alsoReads: ['longestRunSeconds', 'ifCut', 'conversation'],
  limits: ['standardLifetimeSeconds', 'standardWarningSeconds', 'extendedLifetimeSeconds', 'extendedWarningSeconds'],
  appliesTo: ({ crossesPlatform }, path) => crossesPlatform && path.tiered,
  check({ ifCut }, limits, { plan }) {
    const { standardLifetimeSeconds, standardWarningSeconds, extendedLifetimeSeconds, extendedWarningSeconds } = limits;
    if (!staysOpen(plan)) return pass('short-requests');
    if (plan.recycleSeconds !== undefined) return pass('recycled', { recycleSeconds: plan.recycleSeconds });
    const { lifetimeSeconds } = plan;
    // Whether the client may come back is not known, so the worst case counts.
    const missing = ifCut === undefined ? { missing: ['ifCut' as const] } : {};
    if (lifetimeSeconds === undefined) return unknown('longestRunSeconds', 'ifCut');
    if (lifetimeSeconds === OPEN_ENDED) return { ...concern('open-ended', { extendedLifetimeSeconds }), ...missing };
    if (lifetimeSeconds <= standardWarningSeconds)
      return pass('within-standard', { lifetimeSeconds, standardLifetimeSeconds });
    if (lifetimeSeconds <= standardLifetimeSeconds)
      return concern('near-standard-cap', { lifetimeSeconds, standardLifetimeSeconds });
    if (lifetimeSeconds <= extendedWarningSeconds) {
      return {
        ...concern('within-extended', { lifetimeSeconds, standardLifetimeSeconds, extendedLifetimeSeconds }),
        ...missing,
      };
    }
    if (lifetimeSeconds <= extendedLifetimeSeconds) {
      return { ...concern('near-extended-cap', { lifetimeSeconds, extendedLifetimeSeconds }), ...missing };
    }
    return { ...concern('beyond-extended', { lifetimeSeconds, extendedLifetimeSeconds }), ...missing };
  },
});
