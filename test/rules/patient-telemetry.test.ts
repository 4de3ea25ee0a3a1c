import { expect, test } from 'vitest';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const wait = t('pollingStalenessSeconds');

test.each<RuleRow>([
  [
    'readings that must arrive sooner are not collected',
    'http',
    { useCase: 'telemetry', stalenessSeconds: wait - 1 },
    'not-applicable',
  ],
  [
    'readings that may wait are posted in batches',
    'http',
    { useCase: 'telemetry', stalenessSeconds: wait },
    'pass batched-posts +2',
  ],
  [
    'and those that may wait longer',
    'http',
    { useCase: 'telemetry', stalenessSeconds: wait + 1 },
    'pass batched-posts +2',
  ],
  [
    'a stream keeps the radio on for nothing',
    'grpc',
    { useCase: 'telemetry', stalenessSeconds: wait },
    'concern stream-for-batches -1',
  ],
  ['a dashboard sends no readings', 'http', { useCase: 'dashboard', stalenessSeconds: wait }, 'not-applicable'],
  ['a job is no batch', 'async-job', { useCase: 'telemetry', stalenessSeconds: wait }, 'not-applicable'],
  ['how long they may wait is not known', 'http', { useCase: 'telemetry' }, 'unknown, awaiting stalenessSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('patient-telemetry', protocol, answers, path)).toBe(expected);
});
