import { concern, defineRule, notApplicable, pass } from '../engine/rule.ts';

/** A slow first byte looks like silence to every hop, and a browser waits for headers. */
export default defineRule({
  id: 'late-first-byte',
  role: 'time',
  dimension: 'frequency',
  answers: ['firstByteSeconds'],
  alsoReads: ['heartbeat'],
  limitsIfAny: ['idleCapSeconds'],
  appliesTo: ({ connection, crossesPlatform }) => crossesPlatform && connection !== 'short',
  check({ firstByteSeconds, heartbeat }, { idleCapSeconds }, { plan, heartbeatSeconds }) {
    if (plan.kind === 'short') return notApplicable();
    const data = { firstByteSeconds };
    if (idleCapSeconds !== undefined && firstByteSeconds >= idleCapSeconds && heartbeat !== 'yes') {
      return concern('past-idle-cap', { ...data, idleCapSeconds });
    }
    return firstByteSeconds > heartbeatSeconds ? concern('flush-headers-first', data) : pass('prompt', data);
  },
});
