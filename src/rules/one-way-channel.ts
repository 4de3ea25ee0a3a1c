import { blocker, concern, defineRule, pass, unknown } from '../engine/rule.ts';

/** Half-duplex protocols cannot carry talk in both directions as the only channel. */
export default defineRule({
  id: 'one-way-channel',
  role: 'exclusion',
  answers: ['conversation'],
  alsoReads: ['networks'],
  appliesTo: () => true,
  check({ conversation, networks }, _, { protocol }) {
    if (protocol.carries.includes(conversation)) return pass('carries', { conversation });
    if (!protocol.carriesWithPost.includes(conversation)) return blocker('cannot-carry', { conversation });
    if (conversation !== 'interleaved') return pass('pair-with-post');
    // With a POST beside it, it is slower than one channel both ways, and worth it only where that one cannot pass.
    if (networks === undefined) return unknown('networks');
    return networks.includes('upgrade-blocked') ? concern('needs-second-channel') : blocker('half-duplex');
  },
});
