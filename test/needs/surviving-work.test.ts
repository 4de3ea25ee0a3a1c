import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { holds, type NeedRow, t } from '../support/facts.ts';

const [standard, extended] = [t('standardLifetimeSeconds'), t('extendedLifetimeSeconds')];
const [silence, job] = [t('silenceSeconds'), t('jobSeconds')];
const feed: Answers = {
  ifCut: 'snapshot',
  conversation: 'server-streams',
  useCase: 'dashboard',
  request: 'url-only',
  longestRunSeconds: 1,
};
const here: Answers = { ...feed, resumeReach: 'none' };
const answer: Answers = {
  ...feed,
  conversation: 'single-reply',
  useCase: 'api-call',
  longestSilenceSeconds: 1,
  heartbeat: 'yes',
};

test.each<NeedRow>([
  ['an import that must finish', { ifCut: 'must-finish', conversation: 'server-streams' }, 'yes'],
  [
    'a shared document that must live on is no job',
    { ...feed, ifCut: 'must-finish', conversation: 'interleaved' },
    'no',
  ],
  ['a reply that is read on another device', { ...feed, useCase: 'ai-reply', resumeReach: 'any-device' }, 'yes'],
  ['a reply of which nobody has said where it is picked up again', { ...feed, useCase: 'ai-reply' }, 'unknown'],
  ['a reply that takes as long as the cap', { ...answer, longestRunSeconds: standard }, 'no'],
  ['a reply that takes longer', { ...answer, longestRunSeconds: standard + 1 }, 'yes'],
  [
    'a reply silent for as long as networks bear',
    { ...answer, longestRunSeconds: standard, longestSilenceSeconds: silence, heartbeat: 'no' },
    'no',
  ],
  [
    'a reply silent for longer',
    { ...answer, longestRunSeconds: standard, longestSilenceSeconds: silence + 1, heartbeat: 'no' },
    'yes',
  ],
  [
    'a reply silent for longer, with heartbeats',
    { ...answer, longestRunSeconds: standard, longestSilenceSeconds: silence + 1 },
    'no',
  ],
  [
    'a job that starts by a POST and is over sooner',
    { ...here, useCase: 'job-progress', request: 'body', longestRunSeconds: job },
    'no',
  ],
  ['one that is not', { ...here, useCase: 'job-progress', request: 'body', longestRunSeconds: job + 1 }, 'yes'],
  ['one that is only watched, by its address', { ...here, useCase: 'job-progress', longestRunSeconds: job + 1 }, 'no'],
  ['an agent that is done by the cap', { ...here, useCase: 'ai-agent', longestRunSeconds: standard }, 'no'],
  ['an agent that is not', { ...here, useCase: 'ai-agent', longestRunSeconds: standard + 1 }, 'yes'],
  [
    'a long AI reply that can be resumed',
    { ...here, useCase: 'ai-reply', ifCut: 'resume', longestRunSeconds: standard + 1 },
    'yes',
  ],
  [
    'one that stops when it is cut',
    { ...here, useCase: 'ai-reply', ifCut: 'costly', longestRunSeconds: standard + 1 },
    'no',
  ],
  ['costly work as long as the extended cap', { ...feed, ifCut: 'costly', longestRunSeconds: extended }, 'no'],
  ['costly work that is longer', { ...feed, ifCut: 'costly', longestRunSeconds: extended + 1 }, 'yes'],
  ['a terminal without an end is no job', { ...feed, ifCut: 'never', longestRunSeconds: OPEN_ENDED }, 'no'],
  ['inside the cluster no cap ends a long reply', { ...answer, longestRunSeconds: extended + 1 }, 'no', 'in-cluster'],
  ['work must finish, and who talks is not known', { ifCut: 'must-finish' }, 'careful'],
  [
    'a long silence, and whether heartbeats help is not known',
    { ...feed, conversation: 'single-reply', longestRunSeconds: standard, longestSilenceSeconds: silence + 1 },
    'careful',
  ],
  ['no silence is longer than the run', { ...answer, longestSilenceSeconds: silence + 1, heartbeat: 'no' }, 'no'],
  ['the longest run is not known', { conversation: 'single-reply', ifCut: 'retry', useCase: 'api-call' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('surviving-work', answers, path)).toBe(expected);
});
