import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  [
    'bank employees behind a proxy that opens TLS',
    { networks: ['buffering-proxy'], conversation: 'server-streams' },
    'yes',
  ],
  ['and those who chat from there', { networks: ['internet', 'buffering-proxy'], conversation: 'interleaved' }, 'yes'],
  ['one reply passes such a proxy', { networks: ['buffering-proxy'], conversation: 'single-reply' }, 'no'],
  ['the open internet', { networks: ['internet'], conversation: 'server-streams' }, 'no'],
  ['who talks is not known', { networks: ['buffering-proxy'] }, 'unknown'],
  ['the networks are not known', { conversation: 'server-streams' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('blocked-network', answers, path)).toBe(expected);
});
