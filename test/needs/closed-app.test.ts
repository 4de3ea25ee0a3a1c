import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['a locked phone must ring', { networks: ['app-closed'] }, 'yes'],
  ['on other networks as well', { networks: ['internet', 'app-closed'] }, 'yes'],
  ['an app in the background is not closed', { networks: ['mobile-background'] }, 'no'],
  ['the networks are not known', {}, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('closed-app', answers, path)).toBe(expected);
});
