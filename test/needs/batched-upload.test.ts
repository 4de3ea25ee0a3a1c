import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { holds, type NeedRow, t } from '../support/facts.ts';

const [wait, often] = [t('pollingStalenessSeconds'), t('frequentSendSeconds')];
const upload: Answers = { conversation: 'client-streams' };

test.each<NeedRow>([
  [
    'readings that must arrive at once, often',
    { ...upload, stalenessSeconds: wait - 1, updateIntervalSeconds: often * 0.9 },
    'no',
  ],
  [
    'readings that may wait as long as a poll',
    { ...upload, stalenessSeconds: wait, updateIntervalSeconds: often * 0.9 },
    'yes',
  ],
  ['or longer', { ...upload, stalenessSeconds: wait + 1 }, 'yes'],
  ['readings that come as seldom as a request is worth', { ...upload, updateIntervalSeconds: often }, 'yes'],
  ['or more seldom', { ...upload, updateIntervalSeconds: often + 1, stalenessSeconds: wait - 1 }, 'yes'],
  ['a feed sends no readings', { conversation: 'server-streams', stalenessSeconds: wait }, 'no'],
  ['how long they may wait is not known', { ...upload, updateIntervalSeconds: often * 0.9 }, 'unknown'],
  ['who talks is not known', { stalenessSeconds: wait }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('batched-upload', answers, path)).toBe(expected);
});
