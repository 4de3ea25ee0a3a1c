import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A native app has no EventSource of its own and loses sockets whenever it is put away. */
export default defineRule({
  id: 'native-app',
  role: 'preference',
  answers: ['clients'],
  appliesTo: ({ connection, crossesPlatform }) => connection === 'held' && crossesPlatform,
  check({ clients }, _, { protocol }) {
    if (!clients.includes('native-mobile')) return notApplicable();
    return protocol.reconnects === 'browser' ? disfavours('no-event-source', 1) : favours('native-library', 1);
  },
});
