import { blocker, defineRule, notApplicable, pass } from '../engine/rule.ts';

/** A protocol that repeats its request after a cut runs costly work twice. */
export default defineRule({
  id: 'repeated-work',
  role: 'exclusion',
  dimension: 'reconnect',
  answers: ['ifCut'],
  appliesTo: ({ repeatsRequest }) => repeatsRequest,
  check({ ifCut }) {
    if (ifCut === 'costly') return blocker('repeats-on-reconnect');
    return ifCut === 'never' || ifCut === 'must-finish' ? notApplicable() : pass('repeat-is-harmless');
  },
});
