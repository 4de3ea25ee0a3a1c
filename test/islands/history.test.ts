import { expect, test } from 'vitest';
import { History } from '../../src/islands/Questionnaire/Shell/changes.ts';
import { type AnswerFile, answerFileShape } from '../../src/schema/answers.ts';

const isSame = (one: AnswerFile, other: AnswerFile) => JSON.stringify(one) === JSON.stringify(other);
const file = (answers: object, more: object = {}): AnswerFile =>
  answerFileShape.parse({ version: 1, path: 'external-nginx', answers, ...more });
const blank = file({});

test('each change can be undone and done again, and tells where it was', () => {
  const history = new History(blank, isSame);
  const one = file({ useCase: 'chat' });
  const two = file({ useCase: 'chat' }, { path: 'in-cluster' });
  const three = file({ useCase: 'chat' }, { path: 'in-cluster', service: { team: 'A' } });
  for (const each of [one, two, three]) expect(history.record(each, false)).toBe(true);
  expect(history.record(three, false)).toBe(false);
  expect(history.move('undo')).toEqual({ file: two, step: 'service' });
  expect(history.move('undo')).toEqual({ file: one, step: 'path' });
  expect(history.move('redo')).toEqual({ file: two, step: 'path' });
  expect(history.move('undo')).toEqual({ file: one, step: 'path' });
  expect(history.move('undo')).toEqual({ file: blank, step: 'useCase' });
  expect(history.move('undo')).toBeUndefined();
  expect([history.canUndo, history.canRedo]).toEqual([false, true]);
});

test('a new change ends what could be redone', () => {
  const history = new History(blank, isSame);
  history.record(file({ useCase: 'chat' }), false);
  history.move('undo');
  history.record(file({ useCase: 'media' }), false);
  expect(history.canRedo).toBe(false);
  expect(history.move('undo')?.file).toEqual(blank);
});

test('the digits of one number are one change, and so is a number typed after another', () => {
  const history = new History(blank, isSame);
  for (const peakClients of [1, 12, 120]) history.record(file({ peakClients }), true);
  history.record(file({ peakClients: 120, connectionsPerClient: 2 }), true);
  expect(history.move('undo')?.file).toEqual(file({ peakClients: 120 }));
  expect(history.move('undo')?.file).toEqual(blank);
});

test('typing back to what it was leaves no change, and coming back to a number is another one', () => {
  const history = new History(blank, isSame);
  history.record(file({ peakClients: 1 }), true);
  history.record(blank, true);
  expect(history.canUndo).toBe(false);
  for (const peakClients of [4, 5]) history.record(file({ peakClients }), true);
  history.endTyping();
  history.record(file({ peakClients: 50 }), true);
  expect(history.move('undo')?.file).toEqual(file({ peakClients: 5 }));
  expect(history.move('undo')?.file).toEqual(blank);
});

test('a hundred changes can be undone, no more', () => {
  const history = new History(blank, isSame);
  for (let peakClients = 1; peakClients <= 150; peakClients += 1) history.record(file({ peakClients }), false);
  let count = 0;
  while (history.move('undo')) count += 1;
  expect(count).toBe(100);
});
