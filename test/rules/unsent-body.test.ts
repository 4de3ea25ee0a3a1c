import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['EventSource cannot send a prompt in a body', 'sse', { request: 'body' }, 'blocker body-not-carried'],
  ['a URL is all it needs', 'sse', { request: 'url-only' }, 'pass carried'],
  ['a streamed reply may answer a POST', 'http-stream', { request: 'body' }, 'pass carried'],
  ['what the request carries is not known', 'sse', {}, 'unknown, awaiting request'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unsent-body', protocol, answers, path)).toBe(expected);
});
