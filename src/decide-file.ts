import { knownAnswers } from './answer-file.ts';
import { decide, type Verdict } from './engine/assess.ts';
import type { Catalogue } from './engine/catalogue.ts';
import { judgeAll } from './engine/field.ts';
import { findPath } from './engine/path.ts';
import { needs } from './needs/index.ts';
import { questions } from './questions/index.ts';
import { rules } from './rules/index.ts';
import type { AnswerFile } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';
import type { Standing } from './schema/what-if.ts';

/** Every question, rule and need of the product. */
export const catalogue: Catalogue = { questions, rules, needs };

/** The protocol and tier of an answer file alone; far quicker than the verdict. */
export function standingOf(file: AnswerFile, facts: Facts): Standing {
  const { winner } = judgeAll(knownAnswers(file.answers), findPath(facts.platform, file.path), facts, catalogue);
  return { protocol: winner?.protocol.id ?? null, tier: winner?.tier ?? null };
}

/** The verdict on an answer file that was read against the same facts; without files. */
export function decideFile(file: AnswerFile, facts: Facts): Verdict {
  return decide(knownAnswers(file.answers), findPath(facts.platform, file.path), facts, catalogue);
}
