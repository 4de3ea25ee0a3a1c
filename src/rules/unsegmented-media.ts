import { blocker, defineRule, pass, unknown } from '../engine/rule.ts';

/** Media for many viewers is cut into pieces that a cache can serve. */
export default defineRule({
  id: 'unsegmented-media',
  role: 'exclusion',
  answers: ['useCase', 'payload'],
  alsoReads: ['conversation'],
  appliesTo: ({ crossesPlatform, segmentsMedia }) => crossesPlatform && !segmentsMedia,
  check({ useCase, payload, conversation }) {
    if (useCase === 'voice' || (useCase !== 'media' && payload !== 'media')) return pass('no-audience');
    if (conversation === undefined) return unknown('conversation');
    return conversation === 'interleaved' || conversation === 'client-streams'
      ? pass('no-audience')
      : blocker('one-stream-a-viewer');
  },
});
