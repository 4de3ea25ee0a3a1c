import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['EventSource would order the paid reply twice', 'sse', { ifCut: 'costly' }, 'blocker repeats-on-reconnect'],
  ['a dashboard may be asked for again', 'sse', { ifCut: 'snapshot' }, 'pass repeat-is-harmless'],
  ['so may what can be resumed', 'sse', { ifCut: 'resume' }, 'pass repeat-is-harmless'],
  ['where nothing may be cut there is nothing to repeat', 'sse', { ifCut: 'never' }, 'not-applicable'],
  ['a streamed reply repeats nothing on its own', 'http-stream', { ifCut: 'costly' }, 'not-applicable'],
  ['what a cut means is not known', 'sse', {}, 'unknown, awaiting ifCut'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('repeated-work', protocol, answers, path)).toBe(expected);
});
