import { blocker, defineRule, pass } from '../engine/rule.ts';

/** A protocol that repeats its request after a cut runs costly work twice. */
export default defineRule({
  id: 'repeated-work',
  role: 'exclusion',
  dimension: 'reconnect',
  answers: ['ifCut'],
  appliesTo: ({ repeatsRequest }) => repeatsRequest,
  check: ({ ifCut }) => (ifCut === 'costly' ? blocker('repeats-on-reconnect') : pass('repeat-is-harmless')),
});
