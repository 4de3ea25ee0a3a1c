import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['tools for AI assistants', { useCase: 'mcp' }, 'yes'],
  ['an agent whose clients expect MCP', { useCase: 'ai-agent', framing: 'mcp-mixed' }, 'yes'],
  ['an AI reply whose clients expect MCP', { useCase: 'ai-reply', framing: 'mcp-2025' }, 'yes'],
  ['an AI reply in server-sent events', { useCase: 'ai-reply', framing: 'sse-events' }, 'no'],
  ['a chat', { useCase: 'chat' }, 'no'],
  ['an AI reply in a format nobody gave', { useCase: 'ai-reply' }, 'unknown'],
  ['the use case is not known', { framing: 'mcp-2025' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('mcp-peer', answers, path)).toBe(expected);
});
