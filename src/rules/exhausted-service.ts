import { streamsAtPeak } from '../engine/connection.ts';
import { concern, defineRule, pass } from '../engine/rule.ts';

/** A streaming service holds a limited number of connections a replica. */
export default defineRule({
  id: 'exhausted-service',
  role: 'time',
  dimension: 'concurrency',
  answers: ['peakClients'],
  alsoReads: ['connectionsPerClient'],
  limits: ['serviceStreams'],
  appliesTo: ({ connection, usesBrowserConnection, crossesPlatform }) =>
    crossesPlatform && (connection === 'held' || usesBrowserConnection),
  check(answers, { serviceStreams }) {
    const data = { peakStreams: streamsAtPeak(answers), plannedStreams: serviceStreams };
    return data.peakStreams > serviceStreams ? concern('over-planned', data) : pass('within-planned', data);
  },
});
