import { concern, defineRule, pass, unknown } from '../engine/rule.ts';

/** A message sent while nobody is connected is gone unless the server kept it. */
export default defineRule({
  id: 'lost-messages',
  role: 'time',
  dimension: 'reliability',
  answers: ['missedMessages'],
  alsoReads: ['serverStores'],
  appliesTo: ({ connection, onMenu }) => connection === 'held' && onMenu,
  check({ missedMessages, serverStores }) {
    if (missedMessages === 'harmless') return pass('may-be-missed');
    if (serverStores === undefined) return unknown('serverStores');
    return serverStores.includes('event-log') ? pass('replayed-from-log') : concern('nothing-to-replay-from');
  },
});
