import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  [
    'an app reads a streamed reply with its own library',
    'http-stream',
    { clients: ['native-mobile'] },
    'pass native-library +1',
  ],
  ['and a socket', 'websocket', { clients: ['browser', 'native-mobile'] }, 'pass native-library +1'],
  ['it has no EventSource', 'sse', { clients: ['native-mobile'] }, 'concern no-event-source -1'],
  ['a browser has', 'sse', { clients: ['browser'] }, 'not-applicable'],
  ['a plain request is the same everywhere', 'http', { clients: ['native-mobile'] }, 'not-applicable'],
  ['who connects is not known', 'sse', {}, 'unknown, awaiting clients'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('native-app', protocol, answers, path)).toBe(expected);
});
