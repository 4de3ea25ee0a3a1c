import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['a film', { useCase: 'media', payload: 'media', conversation: 'server-streams' }, 'yes'],
  ['a film, with nothing else said', { useCase: 'media' }, 'yes'],
  ['a live video in another use', { useCase: 'other', payload: 'media', conversation: 'mostly-server' }, 'yes'],
  [
    'a spoken conversation is not watched',
    { useCase: 'voice', payload: 'media', conversation: 'server-streams' },
    'no',
  ],
  ['a camera that sends', { useCase: 'other', payload: 'media', conversation: 'client-streams' }, 'no'],
  ['a chat', { useCase: 'chat', payload: 'text' }, 'no'],
  ['who talks is not known', { useCase: 'other', payload: 'media' }, 'unknown'],
  ['what is sent is not known', { useCase: 'other', conversation: 'server-streams' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('media-audience', answers, path)).toBe(expected);
});
