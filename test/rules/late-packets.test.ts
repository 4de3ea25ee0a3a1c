import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const latency = t('interactiveLatencySeconds');
const game: Answers = { conversation: 'interleaved', useCase: 'game', missedMessages: 'harmless' };

test.each<RuleRow>([
  [
    'a game that needs less than the limit waits for lost packets',
    'websocket',
    { ...game, stalenessSeconds: latency / 2 },
    'concern waits-for-lost-packets',
  ],
  ['at the limit too', 'websocket', { ...game, stalenessSeconds: latency }, 'concern waits-for-lost-packets'],
  ['a chat above it does not mind', 'websocket', { ...game, stalenessSeconds: latency * 2 }, 'pass delay-is-fine'],
  [
    'a terminal wants every byte, in order',
    'websocket',
    { ...game, stalenessSeconds: latency, missedMessages: 'replay' },
    'pass delay-is-fine',
  ],
  ['talk always feels it', 'grpc', { conversation: 'interleaved', useCase: 'voice' }, 'concern waits-for-lost-packets'],
  [
    'a feed one way does not',
    'websocket',
    { ...game, conversation: 'server-streams', stalenessSeconds: latency },
    'not-applicable',
  ],
  ['WebTransport does not order everything', 'webtransport', { ...game, stalenessSeconds: latency }, 'not-applicable'],
  ['how late it may be is not known', 'websocket', game, 'unknown, awaiting stalenessSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('late-packets', protocol, answers, path)).toBe(expected);
});
