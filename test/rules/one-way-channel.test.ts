import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a chat has both ways on a WebSocket', 'websocket', { conversation: 'interleaved' }, 'pass carries'],
  ['a plain request is no chat', 'http', { conversation: 'interleaved' }, 'blocker cannot-carry'],
  ['neither is a job', 'async-job', { conversation: 'interleaved' }, 'blocker cannot-carry'],
  ['nor a webhook', 'webhook', { conversation: 'interleaved' }, 'blocker cannot-carry'],
  ['nor segments of video', 'hls-dash', { conversation: 'interleaved' }, 'blocker cannot-carry'],
  ['nor a file by its address', 'signed-url', { conversation: 'interleaved' }, 'blocker cannot-carry'],
  [
    'an event stream is half of a chat and needs POST beside it',
    'sse',
    { conversation: 'interleaved' },
    'concern needs-second-channel',
  ],
  ['so are polls', 'long-poll', { conversation: 'interleaved' }, 'concern needs-second-channel'],
  ['a client that seldom speaks can post', 'sse', { conversation: 'mostly-server' }, 'pass pair-with-post'],
  [
    'a browser cannot stream an upload by fetch',
    'http-stream',
    { conversation: 'client-streams' },
    'blocker cannot-carry',
  ],
  ['gRPC-Web cannot either', 'grpc-web', { conversation: 'client-streams' }, 'blocker cannot-carry'],
  ['nor both ways', 'grpc-web', { conversation: 'interleaved' }, 'blocker cannot-carry'],
  ['a reply that grows is what a stream carries', 'http-stream', { conversation: 'server-streams' }, 'pass carries'],
  ['who talks is not known', 'websocket', {}, 'unknown, awaiting conversation'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('one-way-channel', protocol, answers, path)).toBe(expected);
});
