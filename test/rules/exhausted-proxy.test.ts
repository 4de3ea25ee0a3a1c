import { expect, test } from 'vitest';
import { cap, type RuleRow, verdict } from '../support/facts.ts';

const planned = cap('proxyStreams', 'sse');

test.each<RuleRow>([
  ['one viewer fewer than planned', 'sse', { peakClients: planned - 1 }, 'pass within-planned'],
  ['as many viewers as the proxy is planned for', 'sse', { peakClients: planned }, 'pass within-planned'],
  ['one viewer more', 'sse', { peakClients: planned + 1 }, 'concern over-planned'],
  [
    'two streams a page count twice',
    'websocket',
    { peakClients: Math.floor(planned / 2) + 1, connectionsPerClient: 2 },
    'concern over-planned',
  ],
  [
    'two streams a page, half as many viewers',
    'websocket',
    { peakClients: Math.floor(planned / 2), connectionsPerClient: 2 },
    'pass within-planned',
  ],
  ['a poll that waits holds one open too', 'long-poll', { peakClients: planned + 1 }, 'concern over-planned'],
  ['a plain request gives it back', 'http', { peakClients: planned + 1 }, 'not-applicable'],
  ['there is no proxy on this path', 'sse', { peakClients: planned + 1 }, 'not-applicable', 'gateway-global'],
  ['how many come is not known', 'sse', { connectionsPerClient: 2 }, 'unknown, awaiting peakClients'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('exhausted-proxy', protocol, answers, path)).toBe(expected);
});
