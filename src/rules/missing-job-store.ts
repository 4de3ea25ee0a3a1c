import { concern, defineRule, pass } from '../engine/rule.ts';

/** A job that outlives its request has to be kept somewhere until it is asked after. */
export default defineRule({
  id: 'missing-job-store',
  role: 'time',
  dimension: 'reliability',
  answers: ['serverStores'],
  appliesTo: ({ watchStream }) => watchStream,
  check: ({ serverStores }) => (serverStores.includes('none') ? concern('needs-job-store') : pass('has-a-store')),
});
