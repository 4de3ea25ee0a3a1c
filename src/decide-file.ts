import { knownAnswers } from './answer-file.ts';
import { decide, type Verdict } from './engine/assess.ts';
import type { Catalogue } from './engine/catalogue.ts';
import { findPath } from './engine/path.ts';
import { needs } from './needs/index.ts';
import { questions } from './questions/index.ts';
import { rules } from './rules/index.ts';
import type { AnswerFile } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';

/** Every question, rule and need of the product. */
export const catalogue: Catalogue = { questions, rules, needs };

/** The verdict on an answer file that was read against the same facts; without files. */
export function decideFile(file: AnswerFile, facts: Facts): Verdict {
  return decide(knownAnswers(file.answers), findPath(facts.platform, file.path), facts, catalogue);
}
