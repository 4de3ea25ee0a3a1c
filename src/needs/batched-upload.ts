import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf } from '../engine/ternary.ts';

/** Clients send readings that may wait a while: they are collected and posted. */
export default defineNeed({
  id: 'batched-upload',
  answers: ['conversation', 'stalenessSeconds', 'updateIntervalSeconds'],
  limits: ['pollingStalenessSeconds', 'frequentSendSeconds'],
  holds: (
    { conversation, stalenessSeconds, updateIntervalSeconds },
    { pollingStalenessSeconds, frequentSendSeconds },
  ) =>
    all(
      isOneOf(conversation, ['client-streams']),
      any(
        stalenessSeconds === undefined ? undefined : stalenessSeconds >= pollingStalenessSeconds,
        updateIntervalSeconds === undefined ? undefined : updateIntervalSeconds >= frequentSendSeconds,
      ),
    ),
});
