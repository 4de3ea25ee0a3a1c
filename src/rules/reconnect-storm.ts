import { lastsLongerThan } from '../engine/connection.ts';
import { concern, defineRule, notApplicable, pass } from '../engine/rule.ts';

/** Many clients on a short recycle period reconnect all the time. */
export default defineRule({
  id: 'reconnect-storm',
  role: 'time',
  dimension: 'concurrency',
  answers: ['peakClients'],
  alsoReads: ['connectionsPerClient', 'longestRunSeconds', 'conversation'],
  limits: ['reconnectsPerSecond', 'standardLifetimeSeconds', 'extendedLifetimeSeconds', 'recycleShareRatio'],
  appliesTo: ({ connection, watchStream, crossesPlatform }, path) =>
    crossesPlatform && path.tiered && (connection === 'held' || watchStream),
  check({ peakClients, connectionsPerClient = 1, ...answers }, limits, { protocol }) {
    const { reconnectsPerSecond, standardLifetimeSeconds, extendedLifetimeSeconds, recycleShareRatio } = limits;
    const watched = protocol.connection === 'held' || answers.conversation !== 'single-reply';
    if (!watched || lastsLongerThan(standardLifetimeSeconds, answers) === false) return notApplicable();
    const streams = peakClients * connectionsPerClient;
    const perSecond = (lifetimeSeconds: number) => streams / (lifetimeSeconds * recycleShareRatio);
    const missing = answers.longestRunSeconds === undefined ? { missing: ['longestRunSeconds' as const] } : {};
    const standardPerSecond = Math.round(perSecond(standardLifetimeSeconds) * 10) / 10;
    const data = { peakStreams: streams, ratePerSecond: standardPerSecond, reconnectsPerSecond };
    if (perSecond(extendedLifetimeSeconds) > reconnectsPerSecond)
      return { ...concern('storm-even-when-extended', data), ...missing };
    if (perSecond(standardLifetimeSeconds) > reconnectsPerSecond)
      return { ...concern('storm-when-standard', data), ...missing };
    return pass('calm', data);
  },
});
