import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf, not } from '../engine/ternary.ts';

/** A file is moved, or one large enough that no application server should stand in its way. */
export default defineNeed({
  id: 'large-file',
  answers: ['useCase', 'payload', 'ifCut'],
  holds: ({ useCase, payload, ifCut }) => {
    const moved = isOneOf(useCase, ['file-transfer']);
    // A small object that need not resume is an ordinary request.
    const small = all(isOneOf(payload, ['text', 'binary']), not(isOneOf(ifCut, ['resume'])));
    // A job may produce a file; then the work comes first and the file goes with it.
    const produced = any(isOneOf(ifCut, ['must-finish']), isOneOf(useCase, ['job-progress', 'ai-agent']));
    const large = all(isOneOf(payload, ['file']), not(produced));
    const isMoved = all(moved, not(small));
    return moved === true && isMoved === undefined ? 'careful' : any(isMoved, large);
  },
});
