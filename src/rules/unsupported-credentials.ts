import { blocker, concern, defineRule, pass, unknown } from '../engine/rule.ts';

/** The client must be able to send the credentials; a token in the URL ends up in logs. */
export default defineRule({
  id: 'unsupported-credentials',
  role: 'exclusion',
  answers: ['credentials'],
  alsoReads: ['clients'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ credentials, clients }, _, { protocol }) {
    if (!protocol.credentials.includes(credentials)) return blocker('cannot-send', { credentials });
    if (credentials === 'header' && protocol.needsUpgrade) {
      // A browser sends no header of its own with the handshake.
      if (clients === undefined) return unknown('clients');
      if (clients.includes('browser') || clients.includes('old-browser')) return concern('no-header-on-handshake');
    }
    return credentials === 'url-token' && !protocol.bypassesForFiles
      ? concern('token-in-url')
      : pass('can-send', { credentials });
  },
});
