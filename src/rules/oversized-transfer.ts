import { blocker, defineRule, pass, unknown } from '../engine/rule.ts';

/** A large file, or one that must resume, does not belong in an API response. */
export default defineRule({
  id: 'oversized-transfer',
  role: 'exclusion',
  answers: ['payload'],
  alsoReads: ['useCase', 'ifCut'],
  appliesTo: ({ crossesPlatform, watchStream, segmentsMedia }) => crossesPlatform && !watchStream && !segmentsMedia,
  check({ payload, useCase, ifCut }) {
    const resumable = useCase === 'file-transfer' && ifCut === 'resume';
    if (payload === 'file' || resumable) return blocker('through-the-api');
    return useCase === 'file-transfer' && ifCut === undefined ? unknown('ifCut') : pass('small-enough');
  },
});
