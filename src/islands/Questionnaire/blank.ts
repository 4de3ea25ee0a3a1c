import { type AnswerFile, answerFileShape } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';

/** An answer file in which nothing is answered. */
export const blankFile = (facts: LinkFacts): AnswerFile =>
  answerFileShape.parse({ version: 1, path: facts.platform.defaultPath });
