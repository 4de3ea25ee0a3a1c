import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'an event log gives EventSource what it asks for',
    'sse',
    { missedMessages: 'replay', serverStores: ['event-log'] },
    'pass resumes-by-id +1',
  ],
  [
    'a socket can be built to do the same',
    'websocket',
    { missedMessages: 'replay', serverStores: ['event-log'] },
    'not-applicable',
  ],
  [
    'nothing is resumed where messages may be missed',
    'sse',
    { missedMessages: 'harmless', serverStores: ['event-log'] },
    'not-applicable',
  ],
  [
    'without a log there is nothing to resume from',
    'sse',
    { missedMessages: 'replay', serverStores: ['pub-sub'] },
    'not-applicable',
  ],
  [
    'a plain request resumes nothing',
    'http',
    { missedMessages: 'replay', serverStores: ['event-log'] },
    'not-applicable',
  ],
  ['what the server keeps is not known', 'sse', { missedMessages: 'replay' }, 'unknown, awaiting serverStores'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('long-resume', protocol, answers, path)).toBe(expected);
});
