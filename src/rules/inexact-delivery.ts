import { concern, defineRule, pass } from '../engine/rule.ts';

/** Exactly once is a property of the whole system, never of a transport. */
export default defineRule({
  id: 'inexact-delivery',
  role: 'time',
  dimension: 'reliability',
  answers: ['missedMessages'],
  appliesTo: ({ onMenu }) => onMenu,
  check: ({ missedMessages }) =>
    missedMessages === 'exactly-once' ? concern('needs-ids-and-acks') : pass('not-demanded'),
});
