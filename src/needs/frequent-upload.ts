import { defineNeed } from '../engine/rule.ts';
import { all, isOneOf } from '../engine/ternary.ts';

/** A client keeps sending, more often than a request a message is worth. */
export default defineNeed({
  id: 'frequent-upload',
  answers: ['conversation', 'updateIntervalSeconds'],
  limits: ['frequentSendSeconds'],
  holds: ({ conversation, updateIntervalSeconds }, { frequentSendSeconds }) =>
    all(
      isOneOf(conversation, ['client-streams']),
      updateIntervalSeconds === undefined ? undefined : updateIntervalSeconds < frequentSendSeconds,
    ),
});
