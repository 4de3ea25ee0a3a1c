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
  check({ peakClients, connectionsPerClient = 1 }, { serviceStreams }) {
    const data = { peakStreams: peakClients * connectionsPerClient, plannedStreams: serviceStreams };
    return data.peakStreams > serviceStreams ? concern('over-planned', data) : pass('within-planned', data);
  },
});
