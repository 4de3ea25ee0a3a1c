import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'a phone in a pocket drops the socket of its chat',
    'websocket',
    { networks: ['mobile-background'] },
    'concern dies-silently -1',
  ],
  ['and its event stream', 'sse', { networks: ['internet', 'mobile-background'] }, 'concern dies-silently -1'],
  ['an app that asks again catches up', 'http', { networks: ['mobile-background'] }, 'pass catches-up +2'],
  [
    'a job is still there when the app comes back',
    'async-job',
    { networks: ['mobile-background'] },
    'pass catches-up +2',
  ],
  ['a desk computer has no background', 'websocket', { networks: ['internet'] }, 'not-applicable'],
  ['a push does not pass the platform', 'push', { networks: ['mobile-background'] }, 'not-applicable'],
  ['the networks are not known', 'websocket', {}, 'unknown, awaiting networks'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('backgrounded-app', protocol, answers, path)).toBe(expected);
});
