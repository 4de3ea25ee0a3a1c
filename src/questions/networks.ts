import { defineQuestion } from '../engine/question.ts';
import { choices } from '../schema/answers.ts';

/** What lies between the clients and the platform, and may hold back, block or drop a stream. */
export default defineQuestion({
  id: 'networks',
  kind: 'choices',
  options: choices.networks,
  applies: () => true,
});
