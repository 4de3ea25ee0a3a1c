import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a socket of a closed app is gone', 'websocket', { networks: ['app-closed'] }, 'blocker suspended'],
  ['so is an event stream', 'sse', { networks: ['internet', 'app-closed'] }, 'blocker suspended'],
  ['and there is nobody to poll', 'http', { networks: ['app-closed'] }, 'blocker suspended'],
  ['an open app is reached', 'websocket', { networks: ['internet'] }, 'pass app-is-open'],
  ['a push wakes a closed one', 'push', { networks: ['app-closed'] }, 'not-applicable'],
  ['the networks are not known', 'websocket', {}, 'unknown, awaiting networks'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unreachable-closed-app', protocol, answers, path)).toBe(expected);
});
