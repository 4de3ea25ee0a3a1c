import { defineQuestion } from '../engine/question.ts';
import { choices } from '../schema/answers.ts';

/** What a missed or repeated message means: decides whether ids, a log and acknowledgements are needed. */
export default defineQuestion({
  id: 'missedMessages',
  kind: 'choice',
  options: choices.missedMessages,
  subject: 'reliability',
  applies: () => true,
});
