import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, verdict } from '../support/facts.ts';

const must = (conversation: NonNullable<Answers['conversation']>): Answers => ({ ifCut: 'must-finish', conversation });

test.each<RuleRow>([
  [
    'an import that must finish is a job with a status of its own',
    'async-job',
    must('single-reply'),
    'pass work-goes-on',
  ],
  [
    'a streamed reply that must finish ends with its connection',
    'http-stream',
    must('server-streams'),
    'blocker ends-with-connection',
  ],
  ['so does one by EventSource', 'sse', must('server-streams'), 'blocker ends-with-connection'],
  [
    'a plain request that must finish dies with the browser tab',
    'http',
    must('single-reply'),
    'blocker ends-with-connection',
  ],
  ['a shared document has to outlive its socket', 'websocket', must('interleaved'), 'concern state-must-survive'],
  ['a client that streams has to be heard later too', 'grpc', must('client-streams'), 'concern state-must-survive'],
  ['who talks decides, and is not known', 'websocket', { ifCut: 'must-finish' }, 'unknown, awaiting conversation'],
  [
    'a dashboard that reconnects leaves no work behind',
    'sse',
    { ifCut: 'snapshot', conversation: 'server-streams' },
    'not-applicable',
  ],
  ['a file goes past the platform', 'signed-url', must('single-reply'), 'not-applicable'],
  ['what a cut means is not known', 'http', { conversation: 'single-reply' }, 'unknown, awaiting ifCut'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('abandoned-work', protocol, answers, path)).toBe(expected);
});
