import { blocker, concern, defineRule, pass } from '../engine/rule.ts';

/** Half-duplex protocols cannot carry talk in both directions as the only channel. */
export default defineRule({
  id: 'one-way-channel',
  role: 'exclusion',
  answers: ['conversation'],
  appliesTo: () => true,
  check({ conversation }, _, { protocol }) {
    if (protocol.carries.includes(conversation)) return pass('carries', { conversation });
    if (!protocol.carriesWithPost.includes(conversation)) return blocker('cannot-carry', { conversation });
    // Rare words are an ordinary request; a talk needs the second channel all the time.
    return conversation === 'mostly-server' ? pass('pair-with-post') : concern('needs-second-channel');
  },
});
