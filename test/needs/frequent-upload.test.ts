import { expect, test } from 'vitest';
import { holds, type NeedRow, t } from '../support/facts.ts';

const often = t('frequentSendSeconds');

test.each<NeedRow>([
  [
    'a device that sends a little more often than a request is worth',
    { conversation: 'client-streams', updateIntervalSeconds: often * 0.9 },
    'yes',
  ],
  ['exactly as often', { conversation: 'client-streams', updateIntervalSeconds: often }, 'no'],
  ['less often', { conversation: 'client-streams', updateIntervalSeconds: often + 1 }, 'no'],
  ['a feed sends nothing', { conversation: 'server-streams', updateIntervalSeconds: often * 0.9 }, 'no'],
  ['how often it sends is not known', { conversation: 'client-streams' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('frequent-upload', answers, path)).toBe(expected);
});
