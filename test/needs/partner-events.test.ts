import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { holds, type NeedRow, t } from '../support/facts.ts';

const sparse = t('sparseEventSeconds');
const partner: Answers = { useCase: 'notifications', clients: ['partner-server'], conversation: 'server-streams' };

test.each<NeedRow>([
  ['events to another company', { useCase: 'partner-events' }, 'yes'],
  ['a partner listens to more than one event a limit', { ...partner, updateIntervalSeconds: sparse * 0.9 }, 'no'],
  ['a partner listens to one', { ...partner, updateIntervalSeconds: sparse }, 'yes'],
  ['a partner listens to fewer', { ...partner, updateIntervalSeconds: sparse + 1 }, 'yes'],
  [
    'a browser listens as well',
    { ...partner, clients: ['partner-server', 'browser'], updateIntervalSeconds: sparse },
    'no',
  ],
  ['one reply to a partner', { ...partner, conversation: 'single-reply', updateIntervalSeconds: sparse }, 'no'],
  ['how often events come is not known', partner, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('partner-events', answers, path)).toBe(expected);
});
