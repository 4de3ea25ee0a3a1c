import { blocker, concern, defineRule, pass } from '../engine/rule.ts';

/** The client must be able to send the credentials; a token in the URL ends up in logs. */
export default defineRule({
  id: 'unsupported-credentials',
  role: 'exclusion',
  answers: ['credentials'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ credentials }, _, { protocol }) {
    if (!protocol.credentials.includes(credentials)) return blocker('cannot-send', { credentials });
    return credentials === 'url-token' && !protocol.bypassesForFiles
      ? concern('token-in-url')
      : pass('can-send', { credentials });
  },
});
