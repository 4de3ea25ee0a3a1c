import { questionsToAsk } from './engine/question.ts';
import { knownAnswers } from './known-answers.ts';
import { questions } from './questions/index.ts';
import type { AnswerFile, GivenAnswers, QuestionId } from './schema/answers.ts';

/** The assumed answers that can take part in the verdict: what readers are told about. */
export function assumedAnswers({ answers, assumed = [] }: AnswerFile): QuestionId[] {
  if (assumed.length === 0) return [];
  return questionsToAsk(questions, knownAnswers(answers)).flatMap(({ id }) => (assumed.includes(id) ? [id] : []));
}

/** A file in which only these answers are assumed. */
export function withAssumed({ assumed: _, ...file }: AnswerFile, ids: readonly QuestionId[] = []): AnswerFile {
  return ids.length > 0 ? { ...file, assumed: [...ids] } : file;
}

const isSame = (id: QuestionId, one: GivenAnswers, other: GivenAnswers) =>
  JSON.stringify(one[id]) === JSON.stringify(other[id]);

/** A changed file: an answer that was assumed and has been changed is confirmed by that. */
export function confirmChanged(before: AnswerFile, after: AnswerFile): AnswerFile {
  const isChanged = (id: QuestionId) => before.assumed?.includes(id) && !isSame(id, before.answers, after.answers);
  return withAssumed(
    after,
    after.assumed?.filter((id) => !isChanged(id)),
  );
}
