import { questionsToAsk } from '../../engine/question.ts';
import { knownAnswers } from '../../known-answers.ts';
import { questions } from '../../questions/index.ts';
import { type GivenAnswers, type QuestionId, questionIds } from '../../schema/answers.ts';

/** Places of the questionnaire: a question, the two steps after them, all at once, or the check of the answers. */
export type Step = QuestionId | 'path' | 'service' | 'all' | 'check';

/** Every place, for reading addresses. */
export const allSteps: readonly Step[] = [...questions.map(({ id }) => id), 'path', 'service', 'check', 'all'];

export const isQuestion = (step: Step): step is QuestionId => (questionIds as readonly string[]).includes(step);

/**
 * The questions that apply, in order. With the engine's list only those that can still change the advice, or are answered:
 * the answered ones first, as they were visited, then the most decisive of the others.
 */
export function questionsOf(
  answers: GivenAnswers,
  asked?: readonly QuestionId[],
  visited: readonly Step[] = [],
): QuestionId[] {
  const applying = questionsToAsk(questions, knownAnswers(answers)).map(({ id }) => id);
  if (asked === undefined) return applying;
  const answered = applying.filter((id) => answers[id] !== undefined);
  const open = asked.filter((id) => applying.includes(id) && answers[id] === undefined);
  return [...answered.sort((a, b) => visited.indexOf(a) - visited.indexOf(b)), ...open];
}

/** The steps in order, up to the check of the answers. */
export const stepsOf = (list: readonly QuestionId[]): Step[] => [...list, 'path', 'service'];

/**
 * The step after this one. Whoever came back to change an answer is led to what is still unanswered, else to the check of
 * the answers; a question that began to apply behind our back is asked before the check, too.
 */
export function stepAfter(step: Step, list: readonly QuestionId[], answers: GivenAnswers, isReturning: boolean): Step {
  const open = list.find((id) => id !== step && answers[id] === undefined);
  if (isReturning) return open ?? 'check';
  if (isQuestion(step)) return list[list.indexOf(step) + 1] ?? open ?? 'path';
  return step === 'path' ? 'service' : (open ?? 'check');
}

/** The step before this one, or none before the first. */
export function stepBefore(step: Step, list: readonly QuestionId[]): Step | undefined {
  const steps: readonly Step[] = [...stepsOf(list), 'check'];
  return steps[steps.indexOf(step) - 1];
}

/** The names of the fields a step shows, for checking them and for finding their errors. */
export function fieldsOf(step: Step, list: readonly QuestionId[]): (`answers.${QuestionId}` | 'service')[] {
  if (step === 'all') return [...list.map((id) => `answers.${id}` as const), 'service'];
  if (step === 'service') return ['service'];
  return isQuestion(step) ? [`answers.${step}`] : [];
}
