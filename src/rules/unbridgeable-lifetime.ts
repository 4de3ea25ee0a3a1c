import { canReconnect, staysOpen } from '../engine/connection.ts';
import { blocker, concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** A connection longer than any cap the platform grants is cut, so work that ends should not depend on it. */
export default defineRule({
  id: 'unbridgeable-lifetime',
  role: 'time',
  dimension: 'duration',
  answers: [],
  alsoReads: ['longestRunSeconds', 'ifCut', 'conversation', 'useCase', 'request'],
  limits: ['totalCapMaximumSeconds'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check(answers, { totalCapMaximumSeconds }, { plan }) {
    const { conversation } = answers;
    const { lifetimeSeconds } = plan;
    if (!staysOpen(plan)) return notApplicable();
    if (lifetimeSeconds === undefined) return unknown('longestRunSeconds', 'ifCut');
    if (lifetimeSeconds !== OPEN_ENDED && lifetimeSeconds <= totalCapMaximumSeconds)
      return pass('fits-a-cap', { totalCapMaximumSeconds });
    if (lifetimeSeconds === OPEN_ENDED) return concern('cut-at-the-cap', { totalCapMaximumSeconds });
    if (conversation === undefined) return unknown('conversation');
    // Whether the client may come back is not known, and if it may, no connection has to last.
    if (canReconnect(answers) === undefined) return unknown('ifCut', 'useCase', 'request');
    const oneWay = conversation === 'single-reply' || conversation === 'server-streams';
    return oneWay
      ? blocker('outlasts-every-cap', { lifetimeSeconds, totalCapMaximumSeconds })
      : concern('cut-at-the-cap', { totalCapMaximumSeconds });
  },
});
