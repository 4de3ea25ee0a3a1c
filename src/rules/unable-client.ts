import { blocker, concern, defineRule, pass } from '../engine/rule.ts';

/** Every kind of client must be able to speak the protocol. */
export default defineRule({
  id: 'unable-client',
  role: 'exclusion',
  answers: ['clients'],
  appliesTo: () => true,
  check({ clients }, _, { protocol }) {
    const unable = clients.find((client) => !protocol.clients.includes(client));
    if (unable !== undefined) return blocker('cannot-speak', { clients: unable });
    // EventSource is older than streams of fetch, but not every old browser has it.
    const byBrowser = protocol.reconnects === 'browser' && clients.includes('old-browser');
    return byBrowser ? concern('polyfill-for-the-oldest') : pass('can-speak');
  },
});
