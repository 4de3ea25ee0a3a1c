import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { cap, type RuleRow, t, verdict } from '../support/facts.ts';

const [silence, standard] = [t('silenceSeconds'), t('standardLifetimeSeconds')];
const idle = cap('idleCapSeconds', 'http-stream');
const kongIdle = cap('idleCapSeconds', 'mcp-http', {}, 'external-kong');
const quiet = (longestSilenceSeconds: number): Answers => ({ longestSilenceSeconds, heartbeat: 'no' });

test.each<RuleRow>([
  [
    'a heartbeat keeps a silent stream open',
    'http-stream',
    { ...quiet(idle * 2), heartbeat: 'yes' },
    'pass heartbeat-helps',
  ],
  ['a stream that is never silent for long needs none', 'http-stream', quiet(silence - 1), 'pass within-idle-cap'],
  ['silence that every network bears', 'http-stream', quiet(silence), 'pass within-idle-cap'],
  ['a second more and some network may close it', 'http-stream', quiet(silence + 1), 'concern long-for-unknown-hops'],
  ['silence just below the idle cap', 'http-stream', quiet(idle - 1), 'concern long-for-unknown-hops'],
  ['at the idle cap the proxy closes the stream', 'http-stream', quiet(idle), 'concern outlasts-idle-cap'],
  ['past it too', 'websocket', quiet(idle + 1), 'concern outlasts-idle-cap'],
  [
    'a plain reply without a byte just below the cap',
    'http',
    { ...quiet(idle - 1), conversation: 'single-reply' },
    'concern long-for-unknown-hops',
  ],
  [
    'a plain reply without a byte at the cap is an error',
    'http',
    { ...quiet(idle), conversation: 'single-reply' },
    'blocker no-byte-in-time',
  ],
  [
    'a plain reply is silent for as long as it runs',
    'http',
    { conversation: 'single-reply', longestRunSeconds: idle, heartbeat: 'no' },
    'blocker no-byte-in-time',
  ],
  [
    'a silent tool makes MCP no other protocol',
    'mcp-http',
    { ...quiet(kongIdle), useCase: 'mcp', longestRunSeconds: standard },
    'concern outlasts-idle-cap',
    'external-kong',
  ],
  ['polls are answered in time', 'long-poll', quiet(idle), 'not-applicable'],
  ['inside the cluster there is no idle cap', 'grpc', quiet(idle), 'not-applicable', 'in-cluster'],
  [
    'without an idle cap on the way some network may still close it',
    'http-stream',
    quiet(silence + 1),
    'concern long-for-unknown-hops',
    'gateway-global',
  ],
  [
    'whether a heartbeat can be sent is not known',
    'http-stream',
    { longestSilenceSeconds: silence + 1 },
    'unknown, awaiting heartbeat',
  ],
  ['the longest silence is not known', 'http-stream', { heartbeat: 'no' }, 'unknown, awaiting longestSilenceSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('silent-connection', protocol, answers, path)).toBe(expected);
});
