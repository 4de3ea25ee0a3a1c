import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'over HTTP/1.1 one socket carries all widgets',
    'websocket',
    { edgeHttp: 'http1', connectionsPerClient: 2 },
    'pass one-connection-for-all +2',
  ],
  [
    'an event stream each uses the connections up',
    'sse',
    { edgeHttp: 'http1', connectionsPerClient: 2 },
    'concern one-connection-each -3',
  ],
  ['one stream a page leaves the others free', 'sse', { edgeHttp: 'http1', connectionsPerClient: 1 }, 'not-applicable'],
  ['HTTP/2 shares one connection', 'sse', { edgeHttp: 'http2', connectionsPerClient: 8 }, 'not-applicable'],
  [
    'a plain request gives its connection back',
    'http',
    { edgeHttp: 'http1', connectionsPerClient: 8 },
    'not-applicable',
  ],
  ['the HTTP version is not known', 'sse', { connectionsPerClient: 8 }, 'unknown, awaiting edgeHttp'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('shared-connections', protocol, answers, path)).toBe(expected);
});
