import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const rare = t('pollingStalenessSeconds');
const data = (stalenessSeconds: number, updateIntervalSeconds: number): Answers => ({
  stalenessSeconds,
  updateIntervalSeconds,
});

test.each<RuleRow>([
  ['fast data that must be fresh is not polled', 'http', data(rare - 1, rare - 1), 'not-applicable'],
  ['data that may be old is polled', 'http', data(rare, 1), 'pass poll-and-cache +2'],
  ['and data that may be older', 'http', data(rare + 1, 1), 'pass poll-and-cache +2'],
  ['news as often as the limit is not rare', 'http', data(1, rare), 'not-applicable'],
  ['news that is rarer is polled', 'http', data(1, rare + 1), 'pass poll-and-cache +2'],
  ['a stream stays open for nothing', 'sse', data(rare, 1), 'concern open-for-nothing -2'],
  ['and a socket', 'websocket', data(rare + 1, rare + 1), 'concern open-for-nothing -2'],
  ['polls that wait are neither', 'long-poll', data(rare, 1), 'not-applicable'],
  [
    'how old data may be is not known',
    'http',
    { updateIntervalSeconds: rare + 1 },
    'unknown, awaiting stalenessSeconds',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('slow-updates', protocol, answers, path)).toBe(expected);
});
