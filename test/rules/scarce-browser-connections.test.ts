import { expect, test } from 'vitest';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const most = t('streamsPerPage');

test.each<RuleRow>([
  ['a stream fewer than a page may hold', 'sse', { connectionsPerClient: most - 1, edgeHttp: 'http1' }, 'pass enough'],
  ['as many as it may hold', 'sse', { connectionsPerClient: most, edgeHttp: 'http1' }, 'pass enough'],
  [
    'one for each of many widgets is too many',
    'sse',
    { connectionsPerClient: most + 1, edgeHttp: 'http1' },
    'concern multiplex-on-one-stream',
  ],
  [
    'streams by fetch share the same connections',
    'http-stream',
    { connectionsPerClient: most + 1, edgeHttp: 'http1' },
    'concern multiplex-on-one-stream',
  ],
  ['HTTP/2 shares one connection', 'sse', { connectionsPerClient: most + 1, edgeHttp: 'http2' }, 'pass enough'],
  [
    'sockets have connections of their own',
    'websocket',
    { connectionsPerClient: most + 1, edgeHttp: 'http1' },
    'not-applicable',
  ],
  [
    'inside the cluster there is no browser',
    'http-stream',
    { connectionsPerClient: most + 1, edgeHttp: 'http1' },
    'not-applicable',
    'in-cluster',
  ],
  ['the HTTP version is not known', 'sse', { connectionsPerClient: most + 1 }, 'unknown, awaiting edgeHttp'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('scarce-browser-connections', protocol, answers, path)).toBe(expected);
});
