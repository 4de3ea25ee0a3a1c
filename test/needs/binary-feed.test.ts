import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['binary prices for a browser', { conversation: 'server-streams', payload: 'binary', clients: ['browser'] }, 'yes'],
  [
    'seldom answered, and not only by browsers',
    { conversation: 'mostly-server', payload: 'binary', clients: ['device', 'old-browser'] },
    'yes',
  ],
  ['text prices', { conversation: 'server-streams', payload: 'text', clients: ['browser'] }, 'no'],
  [
    'programs read binary in other ways',
    { conversation: 'server-streams', payload: 'binary', clients: ['own-backend'] },
    'no',
  ],
  ['a binary reply is no feed', { conversation: 'single-reply', payload: 'binary', clients: ['browser'] }, 'no'],
  ['what is sent is not known', { conversation: 'server-streams', clients: ['browser'] }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('binary-feed', answers, path)).toBe(expected);
});
