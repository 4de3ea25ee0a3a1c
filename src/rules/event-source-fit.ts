import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** EventSource reconnects and resumes by itself where a GET with cookies is enough. */
export default defineRule({
  id: 'event-source-fit',
  role: 'preference',
  answers: ['conversation', 'request', 'clients', 'ifCut'],
  appliesTo: ({ reconnects, needsUpgrade }) => reconnects === 'browser' || needsUpgrade,
  check({ conversation, request, clients, ifCut }, _, { protocol }) {
    const streams = conversation === 'server-streams' || conversation === 'mostly-server';
    const fits =
      streams &&
      request === 'url-only' &&
      clients.includes('browser') &&
      ['retry', 'resume', 'snapshot'].includes(ifCut);
    if (!fits) return notApplicable();
    return protocol.reconnects === 'browser' ? favours('built-in-reconnect', 3) : disfavours('rebuilds-reconnect', 1);
  },
});
