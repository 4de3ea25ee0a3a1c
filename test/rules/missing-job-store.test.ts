import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a job has to be kept somewhere', 'async-job', { serverStores: ['none'] }, 'concern needs-job-store'],
  ['a job store keeps it', 'async-job', { serverStores: ['job-store'] }, 'pass has-a-store'],
  ['so does an event log', 'async-job', { serverStores: ['event-log', 'pub-sub'] }, 'pass has-a-store'],
  ['a plain request keeps nothing', 'http', { serverStores: ['none'] }, 'not-applicable'],
  ['what the server keeps is not known', 'async-job', {}, 'unknown, awaiting serverStores'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('missing-job-store', protocol, answers, path)).toBe(expected);
});
