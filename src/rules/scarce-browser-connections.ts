import { concern, defineRule, pass } from '../engine/rule.ts';

/** A browser opens few connections to a host over HTTP/1.1, and every open stream takes one. */
export default defineRule({
  id: 'scarce-browser-connections',
  role: 'time',
  dimension: 'concurrency',
  answers: ['connectionsPerClient', 'edgeHttp'],
  limits: ['streamsPerPage', 'connectionsPerHost'],
  appliesTo: ({ usesBrowserConnection }) => usesBrowserConnection,
  check({ connectionsPerClient, edgeHttp }, { streamsPerPage, connectionsPerHost }) {
    const data = { connectionsPerClient, connectionsPerHost };
    return edgeHttp === 'http1' && connectionsPerClient > streamsPerPage
      ? concern('multiplex-on-one-stream', data)
      : pass('enough', data);
  },
});
