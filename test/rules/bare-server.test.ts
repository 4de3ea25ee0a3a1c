import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a server that keeps nothing can still answer', 'http', { serverStores: ['none'] }, 'pass nothing-to-keep +1'],
  [
    'a job is asked after with no event store at all',
    'async-job',
    { serverStores: ['job-store'] },
    'pass nothing-to-keep +1',
  ],
  ['events that were missed are gone without a log', 'sse', { serverStores: ['none'] }, 'concern cannot-resume -1'],
  ['and so are messages of a socket', 'websocket', { serverStores: ['none'] }, 'concern cannot-resume -1'],
  ['a job store replays no events', 'sse', { serverStores: ['job-store'] }, 'concern cannot-resume -1'],
  ['MCP brings its own rules', 'mcp-http', { serverStores: ['none'] }, 'not-applicable'],
  ['an event log is something to resume from', 'sse', { serverStores: ['event-log'] }, 'not-applicable'],
  ['pub/sub reaches everybody who is connected', 'websocket', { serverStores: ['pub-sub'] }, 'not-applicable'],
  ['a file goes past the platform', 'signed-url', { serverStores: ['none'] }, 'not-applicable'],
  ['what the server keeps is not known', 'sse', {}, 'unknown, awaiting serverStores'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('bare-server', protocol, answers, path)).toBe(expected);
});
