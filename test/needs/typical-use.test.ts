import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['a dashboard, with nothing else said', { useCase: 'dashboard' }, 'careful'],
  ['a dashboard that is known better', { useCase: 'dashboard', conversation: 'server-streams' }, 'yes'],
  ['the use case is not known', { conversation: 'server-streams' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('typical-use', answers, path)).toBe(expected);
});
