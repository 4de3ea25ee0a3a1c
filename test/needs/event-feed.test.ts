import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['a dashboard', { conversation: 'server-streams' }, 'yes'],
  ['an inbox that is answered now and then', { conversation: 'mostly-server' }, 'yes'],
  ['a chat where Upgrade is blocked', { conversation: 'interleaved', networks: ['upgrade-blocked'] }, 'yes'],
  ['a chat anywhere else', { conversation: 'interleaved', networks: ['internet'] }, 'no'],
  ['one reply', { conversation: 'single-reply' }, 'no'],
  ['who talks is not known', { networks: ['internet'] }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('event-feed', answers, path)).toBe(expected);
});
