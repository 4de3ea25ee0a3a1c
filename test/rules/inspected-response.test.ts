import { expect, test } from 'vitest';
import { pathWith, type RuleRow, sourced, verdict } from '../support/facts.ts';

const inspecting = pathWith('nginx', { settings: { responseInspection: { value: 'on', ...sourced } } });
const exempted = pathWith('nginx', { settings: { responseInspection: { value: 'off', ...sourced } } });

test.each<RuleRow>([
  ['a firewall that reads whole responses holds a feed back', 'sse', {}, 'blocker read-to-the-end', inspecting],
  ['and a streamed reply', 'http-stream', {}, 'blocker read-to-the-end', inspecting],
  ['a whole reply can be read', 'http', {}, 'not-applicable', inspecting],
  ['MCP may answer in one piece', 'mcp-http', {}, 'not-applicable', inspecting],
  ['nobody reads responses where it is switched off', 'sse', {}, 'not-applicable', exempted],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('inspected-response', protocol, answers, path)).toBe(expected);
});
