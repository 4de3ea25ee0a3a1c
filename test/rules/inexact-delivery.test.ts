import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'exactly once is more than a socket can promise',
    'websocket',
    { missedMessages: 'exactly-once' },
    'concern needs-ids-and-acks',
  ],
  ['more than a webhook can promise', 'webhook', { missedMessages: 'exactly-once' }, 'concern needs-ids-and-acks'],
  ['a replay can be had', 'sse', { missedMessages: 'replay' }, 'pass not-demanded'],
  ['messages that may be missed', 'http', { missedMessages: 'harmless' }, 'pass not-demanded'],
  ['what is not offered is not judged', 'broker', { missedMessages: 'exactly-once' }, 'not-applicable'],
  ['what a missed message means is not known', 'websocket', {}, 'unknown, awaiting missedMessages'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('inexact-delivery', protocol, answers, path)).toBe(expected);
});
