import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['two people chat', { conversation: 'interleaved' }, 'yes'],
  ['a reply is steered while it runs', { conversation: 'server-streams', interruption: 'new-input' }, 'yes'],
  ['a reply is talked over', { conversation: 'server-streams', interruption: 'voice' }, 'yes'],
  ['a spoken conversation, whoever else is said to talk', { useCase: 'voice' }, 'yes'],
  ['a Stop button is not talk', { conversation: 'server-streams', interruption: 'stop' }, 'no'],
  ['a feed', { conversation: 'server-streams' }, 'no'],
  ['who talks is not known', { useCase: 'other' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('interleaved-talk', answers, path)).toBe(expected);
});
