import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A closed connection says "stop" and "I lost my network" alike. */
export default defineRule({
  id: 'stop-button',
  role: 'preference',
  answers: ['interruption'],
  appliesTo: ({ workSurvivesCut, streamsResponse, speaksMcp }) => !speaksMcp && (workSurvivesCut || streamsResponse),
  check({ interruption }, _, { protocol }) {
    if (interruption !== 'stop') return notApplicable();
    return protocol.workSurvivesCut ? favours('cancel-by-request', 2) : disfavours('close-is-ambiguous', 1);
  },
});
