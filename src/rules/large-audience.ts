import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** Thousands who read the same data are served by a cache. */
export default defineRule({
  id: 'large-audience',
  role: 'preference',
  answers: ['peakClients', 'sameDataForAll', 'stalenessSeconds'],
  limits: ['audienceClients', 'cachedStalenessSeconds'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ peakClients, sameDataForAll, stalenessSeconds }, { audienceClients, cachedStalenessSeconds }, { protocol }) {
    if (peakClients <= audienceClients || sameDataForAll === 'no' || stalenessSeconds < cachedStalenessSeconds)
      return notApplicable();
    if (protocol.connection === 'reply') return favours('cached-poll', 3);
    return protocol.connection === 'held' || protocol.usesBrowserConnection
      ? disfavours('socket-per-viewer', 3)
      : notApplicable();
  },
});
