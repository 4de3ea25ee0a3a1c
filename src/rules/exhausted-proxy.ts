import { streamsAtPeak } from '../engine/connection.ts';
import { concern, defineRule, pass } from '../engine/rule.ts';

/** A proxied stream takes two connections of a worker for as long as it lives. */
export default defineRule({
  id: 'exhausted-proxy',
  role: 'time',
  dimension: 'concurrency',
  answers: ['peakClients'],
  alsoReads: ['connectionsPerClient'],
  limits: ['proxyStreams'],
  appliesTo: ({ connection, usesBrowserConnection, crossesPlatform }) =>
    crossesPlatform && (connection === 'held' || usesBrowserConnection),
  check(answers, { proxyStreams }) {
    const data = { peakStreams: streamsAtPeak(answers), plannedStreams: proxyStreams };
    return data.peakStreams > proxyStreams ? concern('over-planned', data) : pass('within-planned', data);
  },
});
