import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['films are cut into segments', 'hls-dash', { useCase: 'media', payload: 'media' }, 'pass fits-purpose'],
  ['a chat is not', 'hls-dash', { useCase: 'chat', payload: 'text' }, 'blocker not-media'],
  ['a file has an address of its own', 'signed-url', { useCase: 'other', payload: 'file' }, 'pass fits-purpose'],
  ['a form has no file', 'signed-url', { useCase: 'api-call', payload: 'text' }, 'blocker not-a-file'],
  ['a locked phone is reached by a push', 'push', { networks: ['app-closed'] }, 'pass fits-purpose'],
  ['an open app needs none', 'push', { networks: ['internet'] }, 'blocker app-is-open'],
  ['a plain request serves any purpose', 'http', { useCase: 'media', payload: 'media' }, 'not-applicable'],
  ['what is sent is not known', 'hls-dash', { useCase: 'chat' }, 'unknown, awaiting payload'],
  ['nothing is known', 'signed-url', {}, 'unknown, awaiting useCase payload'],
  ['the networks are not known', 'push', {}, 'unknown, awaiting networks'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('purpose-mismatch', protocol, answers, path)).toBe(expected);
});
