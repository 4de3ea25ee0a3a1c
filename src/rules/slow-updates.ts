import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** Data that changes rarely, or may be old, is cheaper to ask for than to wait for. */
export default defineRule({
  id: 'slow-updates',
  role: 'preference',
  answers: ['stalenessSeconds', 'updateIntervalSeconds'],
  limits: ['pollingStalenessSeconds'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ stalenessSeconds, updateIntervalSeconds }, { pollingStalenessSeconds }, { protocol }) {
    if (stalenessSeconds < pollingStalenessSeconds && updateIntervalSeconds <= pollingStalenessSeconds)
      return notApplicable();
    if (protocol.connection === 'reply') return favours('poll-and-cache', 2);
    // Rare news that must arrive at once still wants an open connection.
    return protocol.connection === 'held' && stalenessSeconds >= pollingStalenessSeconds
      ? disfavours('open-for-nothing', 2)
      : notApplicable();
  },
});
