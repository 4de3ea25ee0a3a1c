import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf } from '../engine/ternary.ts';

/** Client or server speaks the Model Context Protocol, which fixes its own transport. */
export default defineNeed({
  id: 'mcp-peer',
  answers: ['useCase', 'framing'],
  holds: ({ useCase, framing }) =>
    any(
      isOneOf(useCase, ['mcp']),
      all(isOneOf(useCase, ['ai-reply', 'ai-agent']), isOneOf(framing, ['mcp-2025', 'mcp-2026', 'mcp-mixed'])),
    ),
});
