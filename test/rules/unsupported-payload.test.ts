import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['an event stream carries no binary messages', 'sse', { payload: 'binary' }, 'blocker cannot-carry'],
  ['long text it does', 'sse', { payload: 'large-text' }, 'pass can-carry'],
  ['a socket carries both', 'websocket', { payload: 'binary' }, 'pass can-carry'],
  ['files have a rule of their own', 'sse', { payload: 'file' }, 'not-applicable'],
  ['media too', 'websocket', { payload: 'media' }, 'not-applicable'],
  ['what is sent is not known', 'sse', {}, 'unknown, awaiting payload'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unsupported-payload', protocol, answers, path)).toBe(expected);
});
