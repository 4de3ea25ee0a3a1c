import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, verdict } from '../support/facts.ts';

const feed: Answers = { conversation: 'server-streams', request: 'url-only', clients: ['browser'], ifCut: 'snapshot' };

test.each<RuleRow>([
  ['a dashboard reads a URL and reconnects by itself', 'sse', feed, 'pass built-in-reconnect +3'],
  [
    'a client that seldom speaks is no obstacle',
    'sse',
    { ...feed, conversation: 'mostly-server' },
    'pass built-in-reconnect +3',
  ],
  ['a socket would have to rebuild the reconnect', 'websocket', feed, 'concern rebuilds-reconnect -1'],
  ['a stream by fetch is judged elsewhere', 'http-stream', feed, 'not-applicable'],
  ['a body cannot be sent', 'sse', { ...feed, request: 'body' }, 'not-applicable'],
  ['no browser, no EventSource', 'sse', { ...feed, clients: ['own-backend'] }, 'not-applicable'],
  ['a costly repeat must not happen by itself', 'sse', { ...feed, ifCut: 'costly' }, 'not-applicable'],
  ['talk both ways is no feed', 'websocket', { ...feed, conversation: 'interleaved' }, 'not-applicable'],
  [
    'what a cut means is not known',
    'sse',
    { conversation: 'server-streams', request: 'url-only', clients: ['browser'] },
    'unknown, awaiting ifCut',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('event-source-fit', protocol, answers, path)).toBe(expected);
});
