import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a reader who seldom answers can post', 'sse', { conversation: 'mostly-server' }, 'pass stream-and-post +2'],
  [
    'a streamed reply and a POST do as well',
    'http-stream',
    { conversation: 'mostly-server' },
    'pass stream-and-post +2',
  ],
  ['a socket is more than it takes', 'websocket', { conversation: 'mostly-server' }, 'concern two-way-for-one-way -1'],
  ['typed streams are neither', 'grpc', { conversation: 'mostly-server' }, 'not-applicable'],
  ['a chat is not quiet', 'websocket', { conversation: 'interleaved' }, 'not-applicable'],
  ['who talks is not known', 'sse', {}, 'unknown, awaiting conversation'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('quiet-client', protocol, answers, path)).toBe(expected);
});
