import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a large file does not go through a plain response', 'http', { payload: 'file' }, 'blocker through-the-api'],
  [
    'nor through a stream',
    'http-stream',
    { payload: 'file', useCase: 'file-transfer', ifCut: 'retry' },
    'blocker through-the-api',
  ],
  [
    'a transfer that must resume does not either',
    'http',
    { payload: 'binary', useCase: 'file-transfer', ifCut: 'resume' },
    'blocker through-the-api',
  ],
  [
    'a small file that starts again is an ordinary reply',
    'http',
    { payload: 'binary', useCase: 'file-transfer', ifCut: 'retry' },
    'pass small-enough',
  ],
  ['nor through a webhook', 'webhook', { payload: 'file' }, 'blocker through-the-api'],
  ['text is small enough', 'sse', { payload: 'large-text' }, 'pass small-enough'],
  ['a signed address is made for files', 'signed-url', { payload: 'file' }, 'not-applicable'],
  ['a job hands its file over in its own way', 'async-job', { payload: 'file' }, 'not-applicable'],
  [
    'whether a transfer must resume is not known',
    'http',
    { payload: 'text', useCase: 'file-transfer' },
    'unknown, awaiting ifCut',
  ],
  ['what is sent is not known', 'http', { useCase: 'file-transfer' }, 'unknown, awaiting payload'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('oversized-transfer', protocol, answers, path)).toBe(expected);
});
