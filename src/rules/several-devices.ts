import { defineRule, disfavours, favours, notApplicable } from '../engine/rule.ts';

/** A reply that is watched from several devices cannot belong to one request. */
export default defineRule({
  id: 'several-devices',
  role: 'preference',
  answers: ['resumeReach'],
  appliesTo: ({ watchStream, connection }) => watchStream || connection === 'held',
  check({ resumeReach }, _, { protocol }) {
    if (resumeReach !== 'any-device') return notApplicable();
    if (protocol.watchStream) return favours('watched-by-id', 2);
    return disfavours('bound-to-one-request', 2);
  },
});
