import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { holds, type NeedRow } from '../support/facts.ts';

const feed: Answers = {
  conversation: 'server-streams',
  request: 'url-only',
  credentials: 'cookie',
  clients: ['browser'],
  useCase: 'dashboard',
};

test.each<NeedRow>([
  ['a prompt in a body', { ...feed, request: 'body' }, 'yes'],
  ['a bearer token', { ...feed, credentials: 'header' }, 'yes'],
  ['a program that has no EventSource', { ...feed, clients: ['command-line'] }, 'yes'],
  ['a model that writes', { ...feed, useCase: 'ai-reply' }, 'yes'],
  ['a dashboard by URL and cookie', feed, 'no'],
  ['one reply', { ...feed, conversation: 'single-reply', request: 'body' }, 'no'],
  ['who talks is not known', { request: 'body' }, 'unknown'],
  [
    'the credentials are not known',
    { conversation: 'server-streams', request: 'url-only', clients: ['browser'], useCase: 'dashboard' },
    'unknown',
  ],
])('%s', (_, answers, expected, path) => {
  expect(holds('request-bound-stream', answers, path)).toBe(expected);
});
