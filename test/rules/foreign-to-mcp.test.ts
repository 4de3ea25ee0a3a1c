import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['tools for AI assistants speak MCP', 'mcp-http', { useCase: 'mcp' }, 'pass speaks-mcp'],
  ['a REST endpoint is not MCP', 'http', { useCase: 'mcp' }, 'blocker mcp-only'],
  ['a bare event stream is not MCP', 'sse', { useCase: 'mcp' }, 'blocker mcp-only'],
  [
    'an agent whose clients expect MCP counts as MCP',
    'http-stream',
    { useCase: 'ai-agent', framing: 'mcp-2026' },
    'blocker mcp-only',
  ],
  [
    'one that sends server-sent events does not',
    'http-stream',
    { useCase: 'ai-agent', framing: 'sse-events' },
    'not-applicable',
  ],
  ['a chat has no use for MCP', 'mcp-http', { useCase: 'chat' }, 'blocker not-mcp'],
  ['a chat without MCP', 'websocket', { useCase: 'chat' }, 'not-applicable'],
  ['the use case is not known', 'http', {}, 'unknown, awaiting useCase'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('foreign-to-mcp', protocol, answers, path)).toBe(expected);
});
