import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const [many, age] = [t('audienceClients'), t('cachedStalenessSeconds')];
const scores: Answers = { sameDataForAll: 'yes', stalenessSeconds: age };

test.each<RuleRow>([
  ['one viewer fewer than a large audience', 'http', { ...scores, peakClients: many - 1 }, 'not-applicable'],
  ['exactly that many', 'http', { ...scores, peakClients: many }, 'not-applicable'],
  ['one more is served by a cache', 'http', { ...scores, peakClients: many + 1 }, 'pass cached-poll +3'],
  [
    'a socket for each of them costs too much',
    'websocket',
    { ...scores, peakClients: many + 1 },
    'concern socket-per-viewer -3',
  ],
  ['an event stream for each too', 'sse', { ...scores, peakClients: many + 1 }, 'concern socket-per-viewer -3'],
  ['polls that wait hold one too', 'long-poll', { ...scores, peakClients: many + 1 }, 'concern socket-per-viewer -3'],
  [
    'data a little fresher than a cache gives',
    'http',
    { ...scores, peakClients: many + 1, stalenessSeconds: age * 0.9 },
    'not-applicable',
  ],
  [
    'data a little older',
    'http',
    { ...scores, peakClients: many + 1, stalenessSeconds: age + 1 },
    'pass cached-poll +3',
  ],
  [
    'what is made for one person is never cached',
    'http',
    { ...scores, peakClients: many + 1, sameDataForAll: 'no' },
    'not-applicable',
  ],
  [
    'whether all see the same is not known',
    'http',
    { peakClients: many + 1, stalenessSeconds: age },
    'unknown, awaiting sameDataForAll',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('large-audience', protocol, answers, path)).toBe(expected);
});
