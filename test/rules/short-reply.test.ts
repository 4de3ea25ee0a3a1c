import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const short = t('shortReplySeconds');
const reply = (longestRunSeconds: number): Answers => ({ conversation: 'single-reply', longestRunSeconds });

test.each<RuleRow>([
  ['a form that is answered in time needs nothing else', 'http', reply(short - 1), 'pass simplest +3'],
  ['at the limit it is no longer short', 'http', reply(short), 'not-applicable'],
  ['above it neither', 'http', reply(short + 1), 'not-applicable'],
  ['a stream for one answer is too much', 'http-stream', reply(short - 1), 'concern stream-for-one-answer -2'],
  ['a job for it is neither', 'async-job', reply(short - 1), 'not-applicable'],
  [
    'an answer without an end is not short',
    'http',
    { ...reply(short), longestRunSeconds: OPEN_ENDED },
    'not-applicable',
  ],
  ['a feed is not one answer', 'http', { ...reply(short - 1), conversation: 'server-streams' }, 'not-applicable'],
  ['the longest run is not known', 'http', { conversation: 'single-reply' }, 'unknown, awaiting longestRunSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('short-reply', protocol, answers, path)).toBe(expected);
});
