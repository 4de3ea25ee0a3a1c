import { expect, test } from 'vitest';
import { cap, type RuleRow, t, verdict } from '../support/facts.ts';

const idle = cap('idleCapSeconds', 'http-stream');
const beat = Math.floor(Math.min(t('heartbeatSeconds'), idle * t('heartbeatShareRatio')));

test.each<RuleRow>([
  ['the first byte comes just before a heartbeat would', 'http-stream', { firstByteSeconds: beat - 1 }, 'pass prompt'],
  ['with it', 'http-stream', { firstByteSeconds: beat }, 'pass prompt'],
  ['after it: flush the headers first', 'http-stream', { firstByteSeconds: beat + 1 }, 'concern flush-headers-first'],
  [
    'a thinking model just inside the idle cap',
    'http-stream',
    { firstByteSeconds: idle - 1 },
    'concern flush-headers-first',
  ],
  ['at the idle cap the wait ends the stream', 'http-stream', { firstByteSeconds: idle }, 'concern past-idle-cap'],
  ['past it as well', 'http', { firstByteSeconds: idle + 1 }, 'concern past-idle-cap'],
  ['a job answers at once that it was accepted', 'async-job', { firstByteSeconds: idle + 1 }, 'not-applicable'],
  [
    'unless a heartbeat comes first',
    'http-stream',
    { firstByteSeconds: idle, heartbeat: 'yes' },
    'concern flush-headers-first',
  ],
  [
    'inside the cluster there is no idle cap',
    'http-stream',
    { firstByteSeconds: idle + 1 },
    'concern flush-headers-first',
    'in-cluster',
  ],
  ['the wait for the first byte is not known', 'http-stream', {}, 'unknown, awaiting firstByteSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('late-first-byte', protocol, answers, path)).toBe(expected);
});
