import { defineNeed } from '../engine/rule.ts';
import { isOneOf } from '../engine/ternary.ts';

const MCP_FRAMING = ['mcp-2025', 'mcp-2026', 'mcp-mixed'] as const;

/** Client or server speaks the Model Context Protocol, which fixes its own transport. */
export default defineNeed({
  id: 'mcp-peer',
  answers: ['useCase', 'framing'],
  holds: ({ useCase, framing }) =>
    useCase === undefined
      ? isOneOf(framing, MCP_FRAMING)
      : useCase === 'mcp' || MCP_FRAMING.some((known) => known === framing),
});
