import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'our own services stream typed messages',
    'grpc',
    { clients: ['own-backend'], conversation: 'interleaved' },
    'pass typed-streams +3',
  ],
  [
    'a socket between them has no types',
    'websocket',
    { clients: ['own-backend'], conversation: 'server-streams' },
    'concern untyped -1',
  ],
  ['one reply is no stream', 'grpc', { clients: ['own-backend'], conversation: 'single-reply' }, 'not-applicable'],
  [
    'a browser among them is not ours to type',
    'grpc',
    { clients: ['own-backend', 'browser'], conversation: 'interleaved' },
    'not-applicable',
  ],
  [
    'a plain request is judged elsewhere',
    'http',
    { clients: ['own-backend'], conversation: 'interleaved' },
    'not-applicable',
  ],
  ['who talks is not known', 'grpc', { clients: ['own-backend'] }, 'unknown, awaiting conversation'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('typed-peers', protocol, answers, path)).toBe(expected);
});
