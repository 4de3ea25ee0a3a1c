import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A client that sends often pays for each message as a request. */
export default defineRule({
  id: 'chatty-client',
  role: 'preference',
  answers: ['conversation', 'updateIntervalSeconds'],
  limits: ['frequentSendSeconds'],
  appliesTo: () => true,
  check({ conversation, updateIntervalSeconds }, { frequentSendSeconds }, { protocol }) {
    const sends = conversation === 'interleaved' || conversation === 'client-streams';
    if (!sends || updateIntervalSeconds >= frequentSendSeconds) return notApplicable();
    if (protocol.needsUpgrade) return favours('cheap-messages', 3);
    return protocol.carriesWithPost.includes(conversation) ? disfavours('request-per-message', 1) : notApplicable();
  },
});
