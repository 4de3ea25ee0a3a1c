import { concern, defineRule, pass } from '../engine/rule.ts';

/** A proxy of the platform that buffers responses must let this one through. */
export default defineRule({
  id: 'collected-response',
  role: 'exclusion',
  answers: [],
  // gRPC is never buffered.
  appliesTo: ({ streamsResponse, backendProtocol }) => streamsResponse && backendProtocol === 'HTTP',
  check(_, __, { path }) {
    const hop = path.hops.find(({ settings }) => settings.responseBuffering?.value === 'on');
    return hop ? concern('turn-buffering-off', { hop: hop.id }) : pass('not-buffered');
  },
});
