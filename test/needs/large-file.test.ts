import { expect, test } from 'vitest';
import { holds, type NeedRow } from '../support/facts.ts';

test.each<NeedRow>([
  ['a backup of many gigabytes', { useCase: 'file-transfer', payload: 'file', ifCut: 'resume' }, 'yes'],
  ['a small download that must resume', { useCase: 'file-transfer', payload: 'binary', ifCut: 'resume' }, 'yes'],
  ['a small download that starts again', { useCase: 'file-transfer', payload: 'text', ifCut: 'retry' }, 'no'],
  ['a large file in whatever use', { useCase: 'other', payload: 'file', ifCut: 'retry' }, 'yes'],
  ['a report that a job makes first', { useCase: 'job-progress', payload: 'file', ifCut: 'retry' }, 'no'],
  ['a file whose making must finish', { useCase: 'other', payload: 'file', ifCut: 'must-finish' }, 'no'],
  ['a chat', { useCase: 'chat', payload: 'text' }, 'no'],
  ['a file of a size nobody gave', { useCase: 'file-transfer' }, 'careful'],
  ['what is sent is not known', { useCase: 'other' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('large-file', answers, path)).toBe(expected);
});
