import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const standard = t('standardLifetimeSeconds');
const recycle = Math.floor(standard * t('recycleShareRatio'));
const rarely = Math.floor(t('extendedLifetimeSeconds') * t('recycleShareRatio'));
const talk: Answers = { conversation: 'interleaved', ifCut: 'resume' };
const long: Answers = { ...talk, longestRunSeconds: rarely + 1 };

test.each<RuleRow>([
  ['typists in a long chat feel each reconnect', 'websocket', long, 'concern recycle-rarely'],
  [
    'a chat that ends at the cap is recycled once at most',
    'websocket',
    { ...talk, longestRunSeconds: standard },
    'pass unnoticed',
  ],
  [
    'one that ends before the first recycle is not',
    'websocket',
    { ...talk, longestRunSeconds: recycle },
    'not-applicable',
  ],
  [
    'a call that ends before the rare recycling is one connection',
    'websocket',
    { ...talk, longestRunSeconds: rarely },
    'not-applicable',
  ],
  ['talk by requests beside a stream feels nothing', 'sse', long, 'pass unnoticed'],
  ['a chat that stays open is', 'websocket', { ...talk, longestRunSeconds: OPEN_ENDED }, 'concern recycle-rarely'],
  ['readers of a feed notice nothing', 'sse', { ...long, conversation: 'server-streams' }, 'pass unnoticed'],
  [
    'acknowledged uploads feel it',
    'grpc',
    { ...long, conversation: 'client-streams', missedMessages: 'replay' },
    'concern recycle-rarely',
  ],
  [
    'uploads that may be lost do not',
    'grpc',
    { ...long, conversation: 'client-streams', missedMessages: 'harmless' },
    'pass unnoticed',
  ],
  ['a session that cannot come back is never recycled', 'websocket', { ...long, ifCut: 'never' }, 'not-applicable'],
  ['inside the cluster nothing is recycled for a tier', 'websocket', long, 'not-applicable', 'in-cluster'],
  ['a job with one result hides no session', 'async-job', { ...long, conversation: 'single-reply' }, 'not-applicable'],
  [
    'a job may hide one while nobody has said who talks',
    'async-job',
    { ifCut: 'resume', longestRunSeconds: standard + 1 },
    'unknown, awaiting conversation',
  ],
  [
    'who talks is not known',
    'websocket',
    { ifCut: 'resume', longestRunSeconds: rarely + 1 },
    'unknown, awaiting conversation missedMessages',
  ],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('felt-reconnect', protocol, answers, path)).toBe(expected);
});
