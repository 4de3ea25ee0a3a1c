import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, verdict } from '../support/facts.ts';

const film: Answers = { useCase: 'media', payload: 'media', conversation: 'server-streams' };

test.each<RuleRow>([
  ['a film is not one stream a viewer', 'http-stream', film, 'blocker one-stream-a-viewer'],
  [
    'nor a socket a viewer',
    'websocket',
    { useCase: 'other', payload: 'media', conversation: 'mostly-server' },
    'blocker one-stream-a-viewer',
  ],
  [
    'in a spoken conversation nobody just watches',
    'websocket',
    { useCase: 'voice', payload: 'media', conversation: 'interleaved' },
    'pass no-audience',
  ],
  [
    'a camera that sends has no audience',
    'websocket',
    { useCase: 'other', payload: 'media', conversation: 'client-streams' },
    'pass no-audience',
  ],
  ['text has no segments', 'sse', { useCase: 'chat', payload: 'text' }, 'pass no-audience'],
  ['nor polls', 'long-poll', film, 'blocker one-stream-a-viewer'],
  ['segments are what they should be', 'hls-dash', film, 'not-applicable'],
  ['who talks is not known', 'websocket', { useCase: 'other', payload: 'media' }, 'unknown, awaiting conversation'],
  [
    'what is sent is not known',
    'websocket',
    { useCase: 'other', conversation: 'server-streams' },
    'unknown, awaiting payload',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('unsegmented-media', protocol, answers, path)).toBe(expected);
});
