import { expect, test } from 'vitest';
import { choices } from '../../src/schema/answers.ts';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a browser cannot speak gRPC', 'grpc', { clients: ['browser'] }, 'blocker cannot-speak'],
  ['it can speak gRPC-Web', 'grpc-web', { clients: ['browser'] }, 'pass can-speak'],
  ['an old browser cannot read a stream by fetch', 'http-stream', { clients: ['old-browser'] }, 'blocker cannot-speak'],
  ['one client that cannot is enough', 'http-stream', { clients: ['browser', 'old-browser'] }, 'blocker cannot-speak'],
  [
    'some old browsers lack EventSource',
    'sse',
    { clients: ['browser', 'old-browser'] },
    'concern polyfill-for-the-oldest',
  ],
  ['nobody can call a browser', 'webhook', { clients: ['browser'] }, 'blocker cannot-speak'],
  ['nor an app behind a router', 'webhook', { clients: ['native-mobile'] }, 'blocker cannot-speak'],
  ['another server can be called', 'webhook', { clients: ['partner-server'] }, 'pass can-speak'],
  ['every client speaks HTTP', 'http', { clients: [...choices.clients] }, 'pass can-speak'],
  ['who connects is not known', 'http', {}, 'unknown, awaiting clients'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unable-client', protocol, answers, path)).toBe(expected);
});
