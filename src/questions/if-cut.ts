import { defineQuestion } from '../engine/question.ts';
import { choices } from '../schema/answers.ts';

/** What a dropped connection means: the one answer that separates a connection from a session. */
export default defineQuestion({
  id: 'ifCut',
  kind: 'choice',
  options: choices.ifCut,
  subject: 'reconnect',
  applies: () => true,
});
