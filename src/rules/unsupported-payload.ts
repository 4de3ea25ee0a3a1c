import { blocker, defineRule, notApplicable, pass } from '../engine/rule.ts';

/** Text framing cannot carry binary messages without encoding each of them. */
export default defineRule({
  id: 'unsupported-payload',
  role: 'exclusion',
  answers: ['payload'],
  appliesTo: () => true,
  check({ payload }, _, { protocol }) {
    // Files and media have rules of their own.
    if (payload === 'file' || payload === 'media') return notApplicable();
    return protocol.payloads.includes(payload) ? pass('can-carry', { payload }) : blocker('cannot-carry', { payload });
  },
});
