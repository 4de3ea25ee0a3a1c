import { defineNeed } from '../engine/rule.ts';

/** Too little is known for more than what is usual for this use case. */
export default defineNeed({
  id: 'typical-use',
  answers: ['useCase', 'conversation'],
  holds: ({ useCase }) => (useCase === undefined ? undefined : 'careful'),
});
