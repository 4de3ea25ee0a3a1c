import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['EventSource cannot send a bearer token', 'sse', { credentials: 'header' }, 'blocker cannot-send'],
  ['it sends cookies', 'sse', { credentials: 'cookie' }, 'pass can-send'],
  ['fetch sends both', 'http-stream', { credentials: 'header' }, 'pass can-send'],
  [
    'a browser adds no header to the handshake of a socket',
    'websocket',
    { credentials: 'header', clients: ['browser'] },
    'concern no-header-on-handshake',
  ],
  ['a program does', 'websocket', { credentials: 'header', clients: ['own-backend'] }, 'pass can-send'],
  ['whether it is a browser is not known', 'websocket', { credentials: 'header' }, 'unknown, awaiting clients'],
  ['a token in the address ends up in logs', 'sse', { credentials: 'url-token' }, 'concern token-in-url'],
  ['a signed address is made for it', 'signed-url', { credentials: 'url-token' }, 'not-applicable'],
  ['the credentials are not known', 'sse', {}, 'unknown, awaiting credentials'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unsupported-credentials', protocol, answers, path)).toBe(expected);
});
