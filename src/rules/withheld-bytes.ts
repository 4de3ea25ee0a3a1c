import { blocker, concern, defineRule, pass } from '../engine/rule.ts';

/** A proxy outside the platform that collects responses hands a stream over only when it ends. */
export default defineRule({
  id: 'withheld-bytes',
  role: 'exclusion',
  answers: ['networks'],
  appliesTo: ({ streamsResponse }) => streamsResponse,
  check({ networks }, _, { protocol }) {
    if (!networks.includes('buffering-proxy')) return pass('bytes-flow');
    return protocol.speaksMcp ? concern('answer-as-json') : blocker('held-back');
  },
});
