import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'a reply watched from two devices has an id of its own',
    'async-job',
    { resumeReach: 'any-device' },
    'pass watched-by-id +2',
  ],
  [
    'a stream belongs to the request that asked for it',
    'http-stream',
    { resumeReach: 'any-device' },
    'concern bound-to-one-request -2',
  ],
  ['the same tab can resume a stream', 'http-stream', { resumeReach: 'same-tab' }, 'not-applicable'],
  ['nobody comes back', 'async-job', { resumeReach: 'none' }, 'not-applicable'],
  ['a plain reply is judged elsewhere', 'http', { resumeReach: 'any-device' }, 'not-applicable'],
  ['where it is picked up is not known', 'async-job', {}, 'unknown, awaiting resumeReach'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('several-devices', protocol, answers, path)).toBe(expected);
});
