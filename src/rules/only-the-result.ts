import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** Where only the result matters nobody needs to watch. */
export default defineRule({
  id: 'only-the-result',
  role: 'preference',
  answers: ['conversation', 'longestRunSeconds'],
  alsoReads: ['clients'],
  limits: ['jobSeconds'],
  appliesTo: () => true,
  check({ conversation, longestRunSeconds, clients }, { jobSeconds }, { protocol }) {
    if (conversation !== 'single-reply' || (longestRunSeconds !== OPEN_ENDED && longestRunSeconds < jobSeconds))
      return notApplicable();
    if (protocol.watchStream) return favours('ask-for-the-result', 2);
    if (protocol.callsReceiver && clients?.every((client) => client === 'own-backend' || client === 'partner-server'))
      return favours('call-when-done', 2);
    return protocol.connection === 'held' ? disfavours('stream-for-one-answer', 2) : notApplicable();
  },
});
