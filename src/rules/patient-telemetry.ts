import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** Readings that may wait are cheaper in batches, on batteries too. */
export default defineRule({
  id: 'patient-telemetry',
  role: 'preference',
  answers: ['useCase', 'stalenessSeconds'],
  limits: ['pollingStalenessSeconds'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ useCase, stalenessSeconds }, { pollingStalenessSeconds }, { protocol }) {
    if (useCase !== 'telemetry' || stalenessSeconds < pollingStalenessSeconds) return notApplicable();
    if (protocol.connection === 'reply') return favours('batched-posts', 2);
    return protocol.connection === 'held' ? disfavours('stream-for-batches', 1) : notApplicable();
  },
});
