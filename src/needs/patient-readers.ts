import { acceptsPolling } from '../engine/connection.ts';
import { defineNeed } from '../engine/rule.ts';
import { all, isOneOf, not } from '../engine/ternary.ts';

/** Readers are content with data of some age, or so many read the same that a cache should answer. */
export default defineNeed({
  id: 'patient-readers',
  answers: [
    'conversation',
    'useCase',
    'stalenessSeconds',
    'sameDataForAll',
    'peakClients',
    'connectionsPerClient',
    'ifCut',
  ],
  limits: [
    'pollingStalenessSeconds',
    'cachedStalenessSeconds',
    'reconnectsPerSecond',
    'standardLifetimeSeconds',
    'recycleShareRatio',
  ],
  holds: (answers, limits) =>
    all(
      isOneOf(answers.conversation, ['server-streams', 'mostly-server']),
      not(isOneOf(answers.useCase, ['ai-reply', 'ai-agent'])),
      acceptsPolling(answers, limits),
    ),
});
