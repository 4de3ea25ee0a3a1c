import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['a form', { conversation: 'single-reply' }, 'yes'],
  ['a feed', { conversation: 'server-streams' }, 'no'],
  ['who talks is not known', { useCase: 'api-call' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('plain-reply', answers, path)).toBe(expected);
});
