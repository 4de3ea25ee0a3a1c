import { type Answers, type GivenAnswers, NOT_SURE } from './schema/answers.ts';

/** The answers that are known: "not sure" is the same as an answer left out. */
export function knownAnswers(given: GivenAnswers): Answers {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== NOT_SURE),
  ) as Answers;
}
