import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { holds, type NeedRow, t } from '../support/facts.ts';

const [poll, cached] = [t('pollingStalenessSeconds'), t('cachedStalenessSeconds')];
/** As many clients as the standard tier can reconnect. */
const crowd = Math.floor(t('reconnectsPerSecond') * t('standardLifetimeSeconds') * t('recycleShareRatio') + 1e-6);
const news: Answers = {
  conversation: 'server-streams',
  useCase: 'notifications',
  sameDataForAll: 'no',
  ifCut: 'snapshot',
};
const scores: Answers = { ...news, sameDataForAll: 'yes', stalenessSeconds: cached };

test.each<NeedRow>([
  ['readers who cannot wait for a poll', { ...news, stalenessSeconds: poll - 1 }, 'no'],
  ['readers who can', { ...news, stalenessSeconds: poll }, 'yes'],
  ['readers who can wait longer', { ...news, stalenessSeconds: poll + 1 }, 'yes'],
  ['a crowd that streams can still serve', { ...scores, peakClients: crowd }, 'no'],
  ['a crowd for a cache', { ...scores, peakClients: crowd + 1 }, 'yes'],
  [
    'half as many with two streams each',
    { ...scores, peakClients: Math.floor(crowd / 2) + 1, connectionsPerClient: 2 },
    'yes',
  ],
  [
    'a crowd that wants fresher data than a cache has',
    { ...scores, peakClients: crowd + 1, stalenessSeconds: cached * 0.9 },
    'no',
  ],
  [
    'a crowd that is content with older data',
    { ...scores, peakClients: crowd + 1, stalenessSeconds: cached + 1 },
    'yes',
  ],
  ['a crowd of whom each sees something else', { ...scores, peakClients: crowd + 1, sameDataForAll: 'no' }, 'no'],
  ['an AI reply is not polled', { ...news, useCase: 'ai-reply', stalenessSeconds: poll }, 'no'],
  ['a chat is not polled', { ...news, conversation: 'interleaved', stalenessSeconds: poll }, 'no'],
  ['how old data may be is not known', { ...news, sameDataForAll: 'yes', peakClients: crowd + 1 }, 'unknown'],
  ['how many come is not known', scores, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('patient-readers', answers, path)).toBe(expected);
});
