import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'a proxy that strips Upgrade stops a WebSocket',
    'websocket',
    { networks: ['upgrade-blocked'] },
    'blocker handshake-fails',
  ],
  [
    'one such network among several is enough',
    'websocket',
    { networks: ['internet', 'upgrade-blocked'] },
    'blocker handshake-fails',
  ],
  ['the open internet lets it pass', 'websocket', { networks: ['internet'] }, 'pass upgrade-passes'],
  ['an event stream asks for no upgrade', 'sse', { networks: ['upgrade-blocked'] }, 'not-applicable'],
  ['the networks are not known', 'websocket', {}, 'unknown, awaiting networks'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('blocked-upgrade', protocol, answers, path)).toBe(expected);
});
