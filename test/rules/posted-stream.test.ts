import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, verdict } from '../support/facts.ts';

const reply: Answers = { request: 'body', conversation: 'server-streams' };

test.each<RuleRow>([
  [
    'an AI reply in server-sent events over a POST',
    'http-stream',
    { ...reply, framing: 'sse-events' },
    'pass post-and-stream +3',
  ],
  [
    'the same in lines of JSON is a little less usual',
    'http-stream',
    { ...reply, framing: 'ndjson' },
    'pass post-and-stream +2',
  ],
  ['plain text', 'http-stream', { ...reply, framing: 'plain-text' }, 'pass post-and-stream +2'],
  ['in a format nobody gave', 'http-stream', reply, 'pass post-and-stream +2'],
  ['on a socket the messages have to be invented', 'websocket', reply, 'concern message-protocol-to-invent -1'],
  ['EventSource cannot post', 'sse', reply, 'not-applicable'],
  ['a URL alone needs no POST', 'http-stream', { ...reply, request: 'url-only' }, 'not-applicable'],
  ['one reply does not grow', 'http-stream', { ...reply, conversation: 'single-reply' }, 'not-applicable'],
  [
    'what the request carries is not known',
    'http-stream',
    { conversation: 'server-streams' },
    'unknown, awaiting request',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('posted-stream', protocol, answers, path)).toBe(expected);
});
