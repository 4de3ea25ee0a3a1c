import { blocker, defineRule, pass } from '../engine/rule.ts';

/** A protocol whose opening request is a bare URL cannot carry a body. */
export default defineRule({
  id: 'unsent-body',
  role: 'exclusion',
  answers: ['request'],
  appliesTo: () => true,
  check: ({ request }, _, { protocol }) =>
    protocol.opensWith.includes(request) ? pass('carried') : blocker('body-not-carried'),
});
