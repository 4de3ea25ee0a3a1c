import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const often = t('frequentSendSeconds');
const sends = (
  updateIntervalSeconds: number,
  conversation: NonNullable<Answers['conversation']> = 'interleaved',
): Answers => ({ conversation, updateIntervalSeconds });

test.each<RuleRow>([
  [
    'a client that types all the time is cheapest on one socket',
    'websocket',
    sends(often * 0.9),
    'pass cheap-messages +3',
  ],
  ['at the limit a request a message is fine', 'websocket', sends(often), 'not-applicable'],
  ['above it too', 'websocket', sends(often + 1), 'not-applicable'],
  ['an upload of readings counts as well', 'websocket', sends(often / 2, 'client-streams'), 'pass cheap-messages +3'],
  ['with a POST beside a stream each message is a request', 'sse', sends(often / 2), 'concern request-per-message -1'],
  ['typed streams are neither favoured nor not', 'grpc', sends(often / 2), 'not-applicable'],
  ['a client that only listens sends nothing', 'websocket', sends(often / 2, 'server-streams'), 'not-applicable'],
  [
    'how often it sends is not known',
    'websocket',
    { conversation: 'interleaved' },
    'unknown, awaiting updateIntervalSeconds',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('chatty-client', protocol, answers, path)).toBe(expected);
});
