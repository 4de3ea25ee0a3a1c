import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['plain HTTP passes where Upgrade may not', 'sse', { networks: ['upgrade-blocked'] }, 'pass plain-http +1'],
  ['so does a streamed reply', 'http-stream', { networks: ['vpc', 'upgrade-blocked'] }, 'pass plain-http +1'],
  ['a socket may fail', 'websocket', { networks: ['upgrade-blocked'] }, 'concern upgrade-may-fail -1'],
  [
    'a proxy that opens TLS favours no stream',
    'sse',
    { networks: ['upgrade-blocked', 'buffering-proxy'] },
    'not-applicable',
  ],
  ['the open internet favours none', 'websocket', { networks: ['internet'] }, 'not-applicable'],
  ['a plain request passes everywhere', 'http', { networks: ['upgrade-blocked'] }, 'not-applicable'],
  ['the networks are not known', 'sse', {}, 'unknown, awaiting networks'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('guarded-network', protocol, answers, path)).toBe(expected);
});
