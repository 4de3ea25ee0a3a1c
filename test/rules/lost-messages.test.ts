import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a percentage that was missed comes again', 'sse', { missedMessages: 'harmless' }, 'pass may-be-missed'],
  [
    'a log replays what was missed',
    'sse',
    { missedMessages: 'replay', serverStores: ['pub-sub', 'event-log'] },
    'pass replayed-from-log',
  ],
  [
    'pub/sub forgets it',
    'websocket',
    { missedMessages: 'replay', serverStores: ['pub-sub'] },
    'concern nothing-to-replay-from',
  ],
  [
    'a server that keeps nothing cannot promise exactly once',
    'websocket',
    { missedMessages: 'exactly-once', serverStores: ['none'] },
    'concern nothing-to-replay-from',
  ],
  ['a plain request misses nothing', 'http', { missedMessages: 'replay', serverStores: ['none'] }, 'not-applicable'],
  ['what is not offered is not judged', 'mqtt', { missedMessages: 'replay', serverStores: ['none'] }, 'not-applicable'],
  ['what the server keeps is not known', 'sse', { missedMessages: 'replay' }, 'unknown, awaiting serverStores'],
  ['what a missed message means is not known', 'sse', { serverStores: ['none'] }, 'unknown, awaiting missedMessages'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('lost-messages', protocol, answers, path)).toBe(expected);
});
