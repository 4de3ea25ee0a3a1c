import { expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../src/islands/address.ts';
import { answerFileShape } from '../../src/schema/answers.ts';
import { facts } from '../support/facts.ts';

const places = ['check', 'ifCut'] as const;
const file = answerFileShape.parse({
  version: 1,
  path: 'external-nginx',
  answers: { useCase: 'chat', clients: ['browser'] },
});

test('the place in the address is not part of the answers', () => {
  const address = writeAddress(file, facts, 'ifCut');
  expect(address).toBe(`#v=1&rules=${facts.rulesVersion}&useCase=chat&clients=browser&at=ifCut`);
  const { at, read, isEmpty } = readAddress(address, places, facts);
  expect(at).toBe('ifCut');
  expect(isEmpty).toBe(false);
  expect(read.ok && read.value.answers).toEqual(file.answers);
});

test('a place alone is an empty address', () => {
  expect(readAddress('#at=check', places, facts)).toMatchObject({ at: 'check', isEmpty: true });
  expect(readAddress('', places, facts)).toMatchObject({ at: undefined, isEmpty: true });
});

test.each(['#v=1&useCase=chat&at=nowhere', '#v=1&at=check&useCase=chat', '#v=1&useCase=chat&at=check&at=check'])(
  'a place nobody knows, or in the wrong place, is refused: %s',
  (address) => {
    expect(readAddress(address, places, facts).read.ok).toBe(false);
  },
);
