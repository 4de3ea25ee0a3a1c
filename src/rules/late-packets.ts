import { concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';

/** Over TCP one lost packet delays everything behind it, which talk and games feel. */
export default defineRule({
  id: 'late-packets',
  role: 'exclusion',
  answers: ['conversation'],
  alsoReads: ['useCase', 'stalenessSeconds', 'missedMessages'],
  limits: ['interactiveLatencySeconds'],
  appliesTo: ({ ordersOverTcp }) => ordersOverTcp,
  check({ conversation, useCase, stalenessSeconds, missedMessages }, { interactiveLatencySeconds }) {
    if (conversation !== 'interleaved') return notApplicable();
    if (useCase === 'voice') return concern('waits-for-lost-packets');
    if (stalenessSeconds === undefined || missedMessages === undefined)
      return unknown('stalenessSeconds', 'missedMessages');
    const felt = stalenessSeconds <= interactiveLatencySeconds && missedMessages === 'harmless';
    return felt ? concern('waits-for-lost-packets') : pass('delay-is-fine');
  },
});
