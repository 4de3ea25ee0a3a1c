import { knownAnswers } from '../../answer-file.ts';
import { questionsToAsk } from '../../engine/question.ts';
import { questions } from '../../questions/index.ts';
import { type GivenAnswers, type QuestionId, questionIds } from '../../schema/answers.ts';

/** Places of the questionnaire: a question, the two steps after them, all at once, or the check of the answers. */
export type Step = QuestionId | 'path' | 'service' | 'all' | 'check';

const order: readonly Step[] = [...questions.map(({ id }) => id), 'path', 'service', 'check'];
/** Every place, for reading addresses. */
export const allSteps: readonly Step[] = [...order, 'all'];

export const isQuestion = (step: Step): step is QuestionId => (questionIds as readonly string[]).includes(step);

/** The questions that apply; with the engine's list only those that can still change the advice, or are answered. */
export function questionsOf(answers: GivenAnswers, asked?: readonly QuestionId[]): QuestionId[] {
  return questionsToAsk(questions, knownAnswers(answers))
    .map(({ id }) => id)
    .filter((id) => asked === undefined || asked.includes(id) || answers[id] !== undefined);
}

/** The steps in order, up to the check of the answers. */
export const stepsOf = (list: readonly QuestionId[]): Step[] => [...list, 'path', 'service'];

const placeOf = (step: Step) => order.indexOf(step);

/**
 * The step after this one. Whoever came back to change an answer is led to what is still unanswered, else to the check
 * of the answers.
 */
export function stepAfter(step: Step, list: readonly QuestionId[], answers: GivenAnswers, isReturning: boolean): Step {
  const open = list.find((id) => id !== step && answers[id] === undefined);
  if (isReturning) return open ?? 'check';
  const next = stepsOf(list).find((each) => placeOf(each) > placeOf(step)) ?? 'check';
  // A question that began to apply behind our back is asked before the last steps.
  return isQuestion(next) ? next : (open ?? next);
}

/** The step before this one, or none before the first. */
export function stepBefore(step: Step, list: readonly QuestionId[]): Step | undefined {
  return stepsOf(list).findLast((each) => placeOf(each) < placeOf(step));
}
