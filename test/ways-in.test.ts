import { expect, test } from 'vitest';
import { decideFile } from '../src/decide-file.ts';
import type { GivenAnswers } from '../src/schema/answers.ts';
import { waysIn } from '../src/ways-in.ts';
import { readAnswers } from './support/answers.ts';
import { facts } from './support/facts.ts';

const file = readAnswers('test/scenarios/support-chat/answers.yaml');
const { candidates } = decideFile(file, facts);

test('every way in does what it says when it is taken', () => {
  const ways = candidates.flatMap((candidate) => waysIn(candidate, file, facts).map((way) => ({ candidate, way })));
  expect(ways.length).toBeGreaterThan(3);
  for (const { candidate, way } of ways) {
    expect(candidate.toWin.answers).toContain(way.question);
    const answers = { ...file.answers, [way.question]: way.answer } as GivenAnswers;
    const after = decideFile({ ...file, answers }, facts).candidates;
    expect(after.find(({ protocol }) => protocol === candidate.protocol)?.status).toBe(way.status);
    expect(way.status).not.toBe(candidate.status);
  }
});

test('the purpose is never the way in, and what is open or already first has none', () => {
  const all = candidates.flatMap((candidate) => waysIn(candidate, file, facts));
  expect(all.map(({ question }) => question)).not.toContain('useCase');
  const [first] = candidates;
  expect(first && waysIn(first, file, facts)).toEqual([]);
  const unsure = { ...file, answers: { ...file.answers, clients: 'not-sure' as const } };
  const asked = decideFile(unsure, facts).candidates.flatMap((candidate) => waysIn(candidate, unsure, facts));
  expect(asked.map(({ question }) => question)).not.toContain('clients');
});
