import { isBoundToRequest } from '../engine/connection.ts';
import { blocker, concern, defineRule, notApplicable, unknown } from '../engine/rule.ts';

/** Another company's server cannot be expected to hold our stream open for a few events. */
export default defineRule({
  id: 'partner-socket',
  role: 'exclusion',
  answers: ['clients'],
  alsoReads: ['useCase', 'conversation', 'request', 'updateIntervalSeconds'],
  limits: ['sparseEventSeconds'],
  appliesTo: ({ connection, crossesPlatform, speaksMcp }) => connection === 'held' && crossesPlatform && !speaksMcp,
  check(answers, { sparseEventSeconds }) {
    const { clients, updateIntervalSeconds } = answers;
    if (!clients.every((client) => client === 'partner-server')) return notApplicable();
    if (answers.useCase === 'partner-events') return blocker('partner-must-hold');
    const bound = isBoundToRequest(answers);
    if (bound === true) return notApplicable();
    if (bound === undefined || updateIntervalSeconds === undefined)
      return unknown('useCase', 'conversation', 'updateIntervalSeconds');
    return updateIntervalSeconds >= sparseEventSeconds
      ? blocker('partner-must-hold')
      : concern('partner-agrees-to-hold');
  },
});
