import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { cap, type RuleRow, verdict } from '../support/facts.ts';

const most = cap('totalCapMaximumSeconds', 'http-stream');
const whole = (longestRunSeconds: number | typeof OPEN_ENDED): Answers => ({
  longestRunSeconds,
  ifCut: 'never',
  conversation: 'server-streams',
});

test.each<RuleRow>([
  ['a run a second below the highest cap', 'http-stream', whole(most - 1), 'pass fits-a-cap'],
  ['a run as long as the highest cap', 'http-stream', whole(most), 'pass fits-a-cap'],
  ['a second more and no cap is enough', 'http-stream', whole(most + 1), 'blocker outlasts-every-cap'],
  ['a single reply too', 'http', { ...whole(most + 1), conversation: 'single-reply' }, 'blocker outlasts-every-cap'],
  [
    'a terminal of that length is cut and goes on',
    'websocket',
    { ...whole(most + 1), conversation: 'interleaved' },
    'concern cut-at-the-cap',
  ],
  ['a feed without an end is cut', 'websocket', whole(OPEN_ENDED), 'concern cut-at-the-cap'],
  ['a feed that resumes is recycled long before', 'sse', { ...whole(most + 1), ifCut: 'resume' }, 'pass fits-a-cap'],
  ['polls are short', 'long-poll', whole(most + 1), 'not-applicable'],
  ['inside the cluster there is no cap', 'grpc', whole(most + 1), 'not-applicable', 'in-cluster'],
  [
    'who talks is not known',
    'http-stream',
    { longestRunSeconds: most + 1, ifCut: 'never' },
    'unknown, awaiting conversation',
  ],
  [
    'whether it may come back is not known',
    'http-stream',
    { longestRunSeconds: most + 1, conversation: 'server-streams' },
    'unknown, awaiting ifCut useCase request',
  ],
  [
    'the longest run is not known',
    'http-stream',
    { ifCut: 'never', conversation: 'server-streams' },
    'unknown, awaiting longestRunSeconds',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unbridgeable-lifetime', protocol, answers, path)).toBe(expected);
});
