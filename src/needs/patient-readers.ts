import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf, not } from '../engine/ternary.ts';

/** Readers are content with data of some age, or so many read the same that a cache should answer. */
export default defineNeed({
  id: 'patient-readers',
  answers: [
    'conversation',
    'useCase',
    'stalenessSeconds',
    'sameDataForAll',
    'peakClients',
    'connectionsPerClient',
    'ifCut',
  ],
  limits: [
    'pollingStalenessSeconds',
    'cachedStalenessSeconds',
    'reconnectsPerSecond',
    'standardLifetimeSeconds',
    'recycleShareRatio',
  ],
  holds: (
    { conversation, useCase, stalenessSeconds, sameDataForAll, peakClients, connectionsPerClient, ifCut },
    limits,
  ) => {
    const atLeast = (seconds: number) => (stalenessSeconds === undefined ? undefined : stalenessSeconds >= seconds);
    // From here on recycled streams would reconnect too often, and a cached answer costs nothing.
    const crowdClients = limits.reconnectsPerSecond * limits.standardLifetimeSeconds * limits.recycleShareRatio;
    const crowd = peakClients === undefined ? undefined : peakClients * (connectionsPerClient ?? 1) > crowdClients;
    const cached = all(
      isOneOf(sameDataForAll, ['yes']),
      atLeast(limits.cachedStalenessSeconds),
      crowd,
      isOneOf(ifCut, ['retry', 'resume', 'snapshot']),
    );
    return all(
      isOneOf(conversation, ['server-streams', 'mostly-server']),
      not(isOneOf(useCase, ['ai-reply', 'ai-agent'])),
      any(atLeast(limits.pollingStalenessSeconds), cached),
    );
  },
});
