import { expect, test } from 'vitest';
import { questionsOf, stepAfter, stepBefore } from '../../src/islands/Questionnaire/steps.ts';

const chat = { useCase: 'chat', conversation: 'interleaved' } as const;

test('only questions that apply are asked, and with the engine only those that matter or are answered', () => {
  expect(questionsOf({ useCase: 'media' })).not.toContain('peakClients');
  expect(questionsOf({ useCase: 'chat' })).not.toContain('framing');
  expect(questionsOf(chat, ['useCase', 'ifCut'])).toEqual(['useCase', 'conversation', 'ifCut']);
});

test('what is answered comes first, then the most decisive question', () => {
  expect(questionsOf(chat, ['useCase', 'conversation', 'peakClients', 'ifCut'])).toEqual([
    'useCase',
    'conversation',
    'peakClients',
    'ifCut',
  ]);
});

test('what was answered keeps the order in which it was visited', () => {
  const answers = { ...chat, peakClients: 5, ifCut: 'resume' } as const;
  expect(questionsOf(answers, [], ['useCase', 'conversation', 'peakClients', 'ifCut'])).toEqual([
    'useCase',
    'conversation',
    'peakClients',
    'ifCut',
  ]);
});

test('the way leads through all questions, then path and names, to the check', () => {
  const list = questionsOf(chat);
  expect(stepAfter('useCase', list, chat, false)).toBe('conversation');
  expect(stepAfter('conversation', list, chat, false)).toBe('longestRunSeconds');
  expect(stepAfter('conversation', ['useCase', 'conversation'], chat, false)).toBe('path');
  expect(stepAfter('path', ['useCase', 'conversation'], chat, false)).toBe('service');
  expect(stepAfter('service', ['useCase', 'conversation'], chat, false)).toBe('check');
  expect(stepBefore('useCase', list)).toBeUndefined();
  expect(stepBefore('check', list)).toBe('service');
  expect(stepBefore('path', ['useCase', 'conversation'])).toBe('conversation');
});

test('a question that began to apply behind us is asked before the last steps', () => {
  const answers = { conversation: 'interleaved' } as const;
  expect(stepAfter('conversation', ['useCase', 'conversation'], answers, false)).toBe('useCase');
  expect(stepAfter('service', ['useCase', 'conversation'], answers, false)).toBe('useCase');
});

test('who came back to change an answer is led to what is open, else to the check', () => {
  expect(stepAfter('useCase', ['useCase', 'conversation', 'ifCut'], chat, true)).toBe('ifCut');
  expect(stepAfter('useCase', ['useCase', 'conversation'], chat, true)).toBe('check');
});
