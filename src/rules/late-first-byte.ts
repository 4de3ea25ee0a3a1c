import { concern, defineRule, pass } from '../engine/rule.ts';

/** A slow first byte looks like silence to every hop, and a browser waits for headers. */
export default defineRule({
  id: 'late-first-byte',
  role: 'time',
  dimension: 'frequency',
  answers: ['firstByteSeconds'],
  limits: ['idleCapSeconds', 'heartbeatSeconds'],
  appliesTo: ({ connection, crossesPlatform }) => crossesPlatform && connection !== 'short',
  check({ firstByteSeconds }, { idleCapSeconds, heartbeatSeconds }) {
    if (firstByteSeconds >= idleCapSeconds) return concern('past-idle-cap', { firstByteSeconds, idleCapSeconds });
    return firstByteSeconds > heartbeatSeconds
      ? concern('flush-headers-first', { firstByteSeconds })
      : pass('prompt', { firstByteSeconds });
  },
});
