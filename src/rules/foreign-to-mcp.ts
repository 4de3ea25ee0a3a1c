import { blocker, defineRule, notApplicable, pass } from '../engine/rule.ts';

/** MCP fixes its transport, and nothing else speaks it. */
export default defineRule({
  id: 'foreign-to-mcp',
  role: 'exclusion',
  answers: ['useCase'],
  alsoReads: ['framing'],
  appliesTo: () => true,
  check({ useCase, framing }, _, { protocol }) {
    const isMcp = useCase === 'mcp' || (framing?.startsWith('mcp-') ?? false);
    if (isMcp === protocol.speaksMcp) return isMcp ? pass('speaks-mcp') : notApplicable();
    return blocker(isMcp ? 'mcp-only' : 'not-mcp');
  },
});
