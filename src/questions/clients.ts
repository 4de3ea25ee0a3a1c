import { defineQuestion } from '../engine/question.ts';
import { choices } from '../schema/answers.ts';

/** Who connects, which decides the protocols they have an API for. */
export default defineQuestion({
  id: 'clients',
  kind: 'choices',
  options: choices.clients,
  applies: () => true,
});
