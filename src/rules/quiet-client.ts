import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A client that speaks rarely can use an ordinary request for it. */
export default defineRule({
  id: 'quiet-client',
  role: 'preference',
  answers: ['conversation'],
  appliesTo: () => true,
  check({ conversation }, _, { protocol }) {
    if (conversation !== 'mostly-server') return notApplicable();
    if (protocol.carriesWithPost.includes(conversation)) return favours('stream-and-post', 2);
    return protocol.needsUpgrade ? disfavours('two-way-for-one-way', 1) : notApplicable();
  },
});
