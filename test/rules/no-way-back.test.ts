import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const dashboard: Answers = { useCase: 'dashboard', conversation: 'server-streams', request: 'url-only' };
const [standard, extended] = [t('standardLifetimeSeconds'), t('extendedLifetimeSeconds')];
const run = (longestRunSeconds: number, ifCut: NonNullable<Answers['ifCut']> = 'never'): Answers => ({
  ifCut,
  longestRunSeconds,
});
const endless = (ifCut: NonNullable<Answers['ifCut']>): Answers => ({ ifCut, longestRunSeconds: OPEN_ENDED });

test.each<RuleRow>([
  ['a run that is over before the cap', 'http-stream', run(standard - 1), 'pass over-before-the-cap'],
  ['a run that is over at the cap', 'http-stream', run(standard), 'pass over-before-the-cap'],
  ['a second more and the worst case counts', 'http-stream', run(standard + 1, 'costly'), 'concern worst-case-counts'],
  ['at the extended cap too', 'websocket', run(extended), 'concern worst-case-counts'],
  ['a second more needs a plan', 'websocket', run(extended + 1), 'concern needs-reconnect-plan'],
  ['so does a terminal that stays open', 'websocket', endless('never'), 'concern needs-reconnect-plan'],
  ['a feed that resumes can come back', 'sse', endless('resume'), 'pass can-come-back'],
  ['so can work that goes on without the client', 'websocket', run(extended, 'must-finish'), 'pass can-come-back'],
  [
    'an AI reply that is run again is cut at the same place',
    'http-stream',
    { ...run(standard + 1, 'retry'), useCase: 'ai-reply' },
    'concern worst-case-counts',
  ],
  ['a feed that is run again goes on', 'sse', { ...run(standard + 1, 'retry'), ...dashboard }, 'pass can-come-back'],
  ['polls need no way back', 'long-poll', run(extended + 1), 'not-applicable'],
  ['inside the cluster no cap cuts it', 'grpc', run(extended + 1), 'not-applicable', 'in-cluster'],
  [
    'whether a repeat would help is not known',
    'http-stream',
    run(standard + 1, 'retry'),
    'unknown, awaiting useCase conversation request',
  ],
  ['what a cut means is not known', 'http-stream', { longestRunSeconds: standard + 1 }, 'unknown, awaiting ifCut'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('no-way-back', protocol, answers, path)).toBe(expected);
});
