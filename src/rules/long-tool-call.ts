import { concern, defineRule, pass } from '../engine/rule.ts';
import { OPEN_ENDED } from '../schema/answers.ts';

/** An MCP tool that takes longer than a connection may live is asked after, not waited for. */
export default defineRule({
  id: 'long-tool-call',
  role: 'time',
  dimension: 'duration',
  answers: ['longestRunSeconds'],
  alsoReads: ['framing'],
  limits: ['standardLifetimeSeconds'],
  appliesTo: ({ speaksMcp }, path) => speaksMcp && path.tiered,
  check({ longestRunSeconds, framing }, { standardLifetimeSeconds }) {
    if (longestRunSeconds !== OPEN_ENDED && longestRunSeconds <= standardLifetimeSeconds)
      return pass('fits-one-call', { standardLifetimeSeconds });
    if (framing === 'mcp-2025') return concern('resume-by-get', { standardLifetimeSeconds });
    return concern(framing === 'mcp-mixed' ? 'tasks-and-resume' : 'poll-tasks', { standardLifetimeSeconds });
  },
});
