import { blocker, concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';

/** Work that must finish without the client cannot live inside a connection. */
export default defineRule({
  id: 'abandoned-work',
  role: 'exclusion',
  dimension: 'reconnect',
  answers: ['ifCut'],
  alsoReads: ['conversation'],
  appliesTo: ({ crossesPlatform }) => crossesPlatform,
  check({ ifCut, conversation }, _, { protocol }) {
    if (ifCut !== 'must-finish') return notApplicable();
    if (protocol.workSurvivesCut) return pass('work-goes-on');
    if (conversation === undefined) return unknown('conversation');
    // Without the client there is nothing left to work on.
    if (conversation === 'interleaved' || conversation === 'client-streams') return concern('state-must-survive');
    return blocker('ends-with-connection');
  },
});
