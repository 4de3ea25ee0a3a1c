import { blocker, defineRule, pass } from '../engine/rule.ts';

/** Every kind of client must be able to speak the protocol. */
export default defineRule({
  id: 'unable-client',
  role: 'exclusion',
  answers: ['clients'],
  appliesTo: () => true,
  check({ clients }, _, { protocol }) {
    const unable = clients.find((client) => !protocol.clients.includes(client));
    return unable === undefined ? pass('can-speak') : blocker('cannot-speak', { clients: unable });
  },
});
