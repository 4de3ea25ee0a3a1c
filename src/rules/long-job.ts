import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** A job of minutes wants a status of its own; a stream only watches it. */
export default defineRule({
  id: 'long-job',
  role: 'preference',
  answers: ['useCase', 'longestRunSeconds'],
  limits: ['jobSeconds', 'extendedLifetimeSeconds'],
  appliesTo: () => true,
  check({ useCase, longestRunSeconds }, { jobSeconds, extendedLifetimeSeconds }, { protocol }) {
    const job = useCase === 'job-progress' || useCase === 'ai-agent';
    if (
      !job ||
      longestRunSeconds === OPEN_ENDED ||
      longestRunSeconds < jobSeconds ||
      longestRunSeconds > extendedLifetimeSeconds
    )
      return notApplicable();
    if (protocol.watchStream) return favours('status-of-its-own', 3);
    if (protocol.reconnects === 'browser') return favours('watches-the-job', 1);
    return protocol.connection === 'held' ? disfavours('one-stream-for-all', 2) : notApplicable();
  },
});
