import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A reply that grows as an answer to a POST is what streamed HTTP is for. */
export default defineRule({
  id: 'posted-stream',
  role: 'preference',
  answers: ['request', 'conversation'],
  alsoReads: ['framing'],
  appliesTo: ({ streamsResponse, opensWith, needsUpgrade }) =>
    needsUpgrade || (streamsResponse && opensWith.includes('body')),
  check({ request, conversation, framing }, _, { protocol }) {
    if (request !== 'body' || conversation !== 'server-streams') return notApplicable();
    if (protocol.needsUpgrade) return disfavours('message-protocol-to-invent', 1);
    // Clients of models expect event-stream framing.
    return favours('post-and-stream', framing === 'sse-events' ? 3 : 2);
  },
});
