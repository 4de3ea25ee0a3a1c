import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const [standard, extended] = [t('standardLifetimeSeconds'), t('extendedLifetimeSeconds')];
const [warning, extendedWarning] = [t('standardWarningSeconds'), t('extendedWarningSeconds')];
/** A stream that cannot be cut, so that its worst case counts. */
const whole = (longestRunSeconds: number | typeof OPEN_ENDED): Answers => ({
  longestRunSeconds,
  ifCut: 'never',
  conversation: 'server-streams',
});

test.each<RuleRow>([
  ['a reply well below the cap', 'http-stream', whole(warning - 1), 'pass within-standard'],
  ['a reply at the warning', 'http-stream', whole(warning), 'pass within-standard'],
  ['a second more is close to the cap', 'http-stream', whole(warning + 1), 'concern near-standard-cap'],
  ['exactly at the standard cap', 'http-stream', whole(standard), 'concern near-standard-cap'],
  ['a second more needs the extended tier', 'http-stream', whole(standard + 1), 'concern within-extended'],
  [
    'so does a plain request of that length',
    'http',
    { ...whole(standard + 1), conversation: 'single-reply' },
    'concern within-extended',
  ],
  ['at the extended warning', 'websocket', whole(extendedWarning), 'concern within-extended'],
  ['a second more is close to the extended cap', 'websocket', whole(extendedWarning + 1), 'concern near-extended-cap'],
  ['exactly at the extended cap', 'websocket', whole(extended), 'concern near-extended-cap'],
  ['a second more is for a review', 'websocket', whole(extended + 1), 'concern beyond-extended'],
  ['so is a terminal that stays open and cannot come back', 'websocket', whole(OPEN_ENDED), 'concern open-ended'],
  ['a log viewer that resumes is recycled in time', 'sse', { ...whole(extended), ifCut: 'resume' }, 'pass recycled'],
  ['and may stay open all day', 'sse', { ...whole(OPEN_ENDED), ifCut: 'snapshot' }, 'pass recycled'],
  ['polls are short whatever the run', 'long-poll', whole(extended), 'pass short-requests'],
  [
    'while a cut is not understood the worst case counts',
    'http-stream',
    { longestRunSeconds: standard + 1, conversation: 'server-streams' },
    'concern within-extended, awaiting ifCut',
  ],
  ['inside the cluster no tier applies', 'grpc', whole(extended + 1), 'not-applicable', 'in-cluster'],
  ['a file goes past the platform', 'signed-url', whole(extended + 1), 'not-applicable'],
  ['the longest run is not known', 'http-stream', { ifCut: 'never' }, 'unknown, awaiting longestRunSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('connection-lifetime', protocol, answers, path)).toBe(expected);
});
