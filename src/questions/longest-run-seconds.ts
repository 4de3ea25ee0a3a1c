import { defineQuestion } from '../engine/question.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** How long one run lasts in the worst case; total caps are judged by it. */
export default defineQuestion({
  id: 'longestRunSeconds',
  kind: 'duration',
  word: OPEN_ENDED,
  suggestions: [10, 60, 180, 240, 300, 1200, 3600],
  subject: 'duration',
  applies: () => true,
});
