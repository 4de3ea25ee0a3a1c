import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** Over HTTP/1.1 one multiplexed connection leaves the others free. */
export default defineRule({
  id: 'shared-connections',
  role: 'preference',
  answers: ['edgeHttp', 'connectionsPerClient'],
  appliesTo: ({ usesBrowserConnection, needsUpgrade }) => usesBrowserConnection || needsUpgrade,
  check({ edgeHttp, connectionsPerClient }, _, { protocol }) {
    if (edgeHttp !== 'http1' || connectionsPerClient === 1) return notApplicable();
    return protocol.needsUpgrade ? favours('one-connection-for-all', 2) : disfavours('one-connection-each', 3);
  },
});
