import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** One answer within seconds needs nothing but a request. */
export default defineRule({
  id: 'short-reply',
  role: 'preference',
  answers: ['conversation', 'longestRunSeconds'],
  limits: ['shortReplySeconds'],
  appliesTo: () => true,
  check({ conversation, longestRunSeconds }, { shortReplySeconds }, { protocol }) {
    if (conversation !== 'single-reply' || longestRunSeconds === OPEN_ENDED || longestRunSeconds >= shortReplySeconds)
      return notApplicable();
    if (protocol.connection === 'reply') return favours('simplest', 3);
    return protocol.connection === 'held' ? disfavours('stream-for-one-answer', 2) : notApplicable();
  },
});
