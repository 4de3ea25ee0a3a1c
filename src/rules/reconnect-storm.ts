import { acceptsPolling, lastsLongerThan, reconnectsPerSecond, streamsAtPeak } from '../engine/connection.ts';
import { concern, defineRule, notApplicable, pass } from '../engine/rule.ts';

/** Many clients on a short recycle period reconnect all the time; clients that poll come back even more often. */
export default defineRule({
  id: 'reconnect-storm',
  role: 'time',
  dimension: 'concurrency',
  answers: ['peakClients'],
  alsoReads: [
    'connectionsPerClient',
    'longestRunSeconds',
    'conversation',
    'stalenessSeconds',
    'sameDataForAll',
    'ifCut',
  ],
  limits: [
    'reconnectsPerSecond',
    'standardLifetimeSeconds',
    'extendedLifetimeSeconds',
    'recycleShareRatio',
    'pollingStalenessSeconds',
    'cachedStalenessSeconds',
  ],
  appliesTo: ({ crossesPlatform, speaksMcp, segmentsMedia, callsReceiver }, path) =>
    crossesPlatform && path.tiered && !speaksMcp && !segmentsMedia && !callsReceiver,
  check(answers, limits, { protocol }) {
    const { conversation, longestRunSeconds } = answers;
    if (lastsLongerThan(limits.standardLifetimeSeconds, answers) === false) return notApplicable();
    if (conversation === 'single-reply') return notApplicable();
    // Readings are posted as they come, and patient readers ask again when it suits everybody.
    const talks = conversation === 'interleaved' || conversation === 'client-streams';
    if (talks ? protocol.connection === 'reply' : acceptsPolling(answers, limits) === true) return notApplicable();
    const peakStreams = streamsAtPeak(answers);
    const rate = (lifetimeSeconds: number) =>
      reconnectsPerSecond(peakStreams, lifetimeSeconds * limits.recycleShareRatio);
    const missing = longestRunSeconds === undefined ? { missing: ['longestRunSeconds' as const] } : {};
    const standard = rate(limits.standardLifetimeSeconds);
    const data = {
      peakStreams,
      ratePerSecond: Math.round(standard * 10) / 10,
      reconnectsPerSecond: limits.reconnectsPerSecond,
    };
    if (rate(limits.extendedLifetimeSeconds) > limits.reconnectsPerSecond) {
      return { ...concern('storm-even-when-extended', data), ...missing };
    }
    return standard > limits.reconnectsPerSecond
      ? { ...concern('storm-when-standard', data), ...missing }
      : pass('calm', data);
  },
});
