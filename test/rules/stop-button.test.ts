import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['Stop cancels a job by a request', 'async-job', { interruption: 'stop' }, 'pass cancel-by-request +2'],
  [
    'a closed stream may mean Stop or a tunnel',
    'http-stream',
    { interruption: 'stop' },
    'concern close-is-ambiguous -1',
  ],
  ['nobody stops it', 'async-job', { interruption: 'none' }, 'not-applicable'],
  ['talk over a reply is judged elsewhere', 'http-stream', { interruption: 'voice' }, 'not-applicable'],
  ['in MCP a closed connection is a cancel', 'mcp-http', { interruption: 'stop' }, 'not-applicable'],
  ['a socket says what it means', 'websocket', { interruption: 'stop' }, 'not-applicable'],
  ['whether it is stopped is not known', 'http-stream', {}, 'unknown, awaiting interruption'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('stop-button', protocol, answers, path)).toBe(expected);
});
