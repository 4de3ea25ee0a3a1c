import type { Question } from './question.ts';
import type { Need, Rule } from './rule.ts';

/** The lists the engine runs; it knows none of their members. */
export type Catalogue = {
  readonly questions: readonly Question[];
  readonly rules: readonly Rule[];
  readonly needs: readonly Need[];
};
