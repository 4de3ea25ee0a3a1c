import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const [job, extended] = [t('jobSeconds'), t('extendedLifetimeSeconds')];
const run = (longestRunSeconds: number): Answers => ({ useCase: 'job-progress', longestRunSeconds });

test.each<RuleRow>([
  ['a report just below a job', 'async-job', run(job - 1), 'not-applicable'],
  ['a report of a minute has a status of its own', 'async-job', run(job), 'pass status-of-its-own +3'],
  ['an agent too', 'async-job', { ...run(job + 1), useCase: 'ai-agent' }, 'pass status-of-its-own +3'],
  ['an import as long as the extended tier', 'async-job', run(extended), 'pass status-of-its-own +3'],
  ['above it other rules decide', 'async-job', run(extended + 1), 'not-applicable'],
  ['an event stream watches the job', 'sse', run(job), 'pass watches-the-job +1'],
  ['one stream for start and progress is fragile', 'websocket', run(job), 'concern one-stream-for-all -2'],
  ['a plain request is judged elsewhere', 'http', run(job), 'not-applicable'],
  ['an inbox is no job', 'async-job', { ...run(job), useCase: 'notifications' }, 'not-applicable'],
  ['nothing without an end is a job', 'async-job', { ...run(job), longestRunSeconds: OPEN_ENDED }, 'not-applicable'],
  ['the longest run is not known', 'async-job', { useCase: 'job-progress' }, 'unknown, awaiting longestRunSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('long-job', protocol, answers, path)).toBe(expected);
});
