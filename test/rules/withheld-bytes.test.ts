import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a proxy that collects responses holds a feed back', 'sse', { networks: ['buffering-proxy'] }, 'blocker held-back'],
  ['and a streamed reply', 'http-stream', { networks: ['internet', 'buffering-proxy'] }, 'blocker held-back'],
  ['an MCP server may answer in one piece', 'mcp-http', { networks: ['buffering-proxy'] }, 'concern answer-as-json'],
  ['the open internet lets bytes flow', 'sse', { networks: ['internet'] }, 'pass bytes-flow'],
  ['a poll is answered in one piece', 'long-poll', { networks: ['buffering-proxy'] }, 'not-applicable'],
  ['the networks are not known', 'sse', {}, 'unknown, awaiting networks'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('withheld-bytes', protocol, answers, path)).toBe(expected);
});
