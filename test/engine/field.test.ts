import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/decide-file.ts';
import { decide } from '../../src/engine/assess.ts';
import { findPath } from '../../src/engine/path.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { anyAnswers, anyPath } from '../support/arbitrary-answers.ts';
import { facts } from '../support/facts.ts';

/** A decision by a catalogue that has decided nothing yet. */
const afresh = (answers: Answers, path: string) =>
  decide(answers, findPath(facts.platform, path), facts, { ...catalogue });

test('a decision is the same bytes whatever was decided before it', () => {
  fc.assert(
    fc.property(fc.array(anyAnswers, { minLength: 2, maxLength: 4 }), anyPath, ([first = {}, ...others], path) => {
      // Each answer of the others is tried in the first, as the page does, so that most of what was found stands.
      const near = others.flatMap((other) => Object.entries(other).map(([id, value]) => ({ ...first, [id]: value })));
      for (const answers of [first, ...near.slice(0, 12), ...others, first]) {
        const again = decide(answers, findPath(facts.platform, path), facts, catalogue);
        expect(JSON.stringify(again)).toBe(JSON.stringify(afresh(answers, path)));
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
