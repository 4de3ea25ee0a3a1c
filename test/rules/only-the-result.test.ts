import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const job = t('jobSeconds');
const result = (longestRunSeconds: number): Answers => ({ conversation: 'single-reply', longestRunSeconds });

test.each<RuleRow>([
  ['a result that comes sooner needs no job', 'async-job', result(job - 1), 'not-applicable'],
  ['a result after a minute is asked for', 'async-job', result(job), 'pass ask-for-the-result +2'],
  ['and one after hours', 'async-job', { ...result(job), longestRunSeconds: OPEN_ENDED }, 'pass ask-for-the-result +2'],
  [
    'another server can be called when it is done',
    'webhook',
    { ...result(job + 1), clients: ['partner-server', 'own-backend'] },
    'pass call-when-done +2',
  ],
  ['a browser cannot be called', 'webhook', { ...result(job), clients: ['browser'] }, 'not-applicable'],
  ['nobody watches a stream for it', 'http-stream', result(job), 'concern stream-for-one-answer -2'],
  [
    'progress is more than the result',
    'async-job',
    { ...result(job), conversation: 'server-streams' },
    'not-applicable',
  ],
  [
    'the longest run is not known',
    'async-job',
    { conversation: 'single-reply' },
    'unknown, awaiting longestRunSeconds',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('only-the-result', protocol, answers, path)).toBe(expected);
});
