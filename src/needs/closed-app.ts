import { defineNeed } from '../engine/rule.ts';
import { includesAny } from '../engine/ternary.ts';

/** Something must arrive although the app is closed or the phone is locked. */
export default defineNeed({
  id: 'closed-app',
  answers: ['networks'],
  holds: ({ networks }) => includesAny(networks, ['app-closed']),
});
