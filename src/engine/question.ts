import type { Answers, QuestionId } from '../schema/answers.ts';
import type { Ternary } from './ternary.ts';

/** How a question is answered: one choice, several choices, a duration in seconds, or a count. */
type QuestionKind = 'choice' | 'choices' | 'duration' | 'count';

/** One question: what kind of control it needs and when it is asked. Its words are in `content/text`. */
export type Question = {
  readonly id: QuestionId;
  readonly kind: QuestionKind;
  /** Values of a choice, in the order they are shown. */
  readonly options?: readonly string[];
  /** A choice that stands alone in a list of several, such as "none". */
  readonly exclusive?: string;
  /** A word that may stand for a number, such as an open-ended run. */
  readonly word?: string;
  /** Whether zero may be entered. */
  readonly zeroAllowed?: boolean;
  /** Common values to pick with one tap, in the question's unit (seconds, or a count). */
  readonly suggestions?: readonly number[];
  /** The heart of the questionnaire: duration, frequency, reconnect, concurrency, reliability. */
  readonly subject?: 'duration' | 'frequency' | 'reconnect' | 'concurrency' | 'reliability';
  /** Whether the question applies to these answers. `undefined` means it may: it is asked and counts as open. */
  readonly applies: (answers: Answers) => Ternary;
};

/** Declares a question; exists so that every file reads the same and types are checked. */
export function defineQuestion(question: Question): Question {
  return question;
}

/**
 * The answers that take part in the verdict: those of questions that apply. Questions are visited in order, so a
 * dropped answer cannot keep a later question alive.
 */
export function applicableAnswers(questions: readonly Question[], answers: Answers): Answers {
  const kept: Answers = {};
  for (const { id, applies } of questions) {
    if (answers[id] === undefined || applies(kept) === false) continue;
    Object.assign(kept, { [id]: answers[id] });
  }
  return kept;
}

/** The questions to ask with these answers, in order: those that apply or may apply. */
export function questionsToAsk(questions: readonly Question[], answers: Answers): Question[] {
  const kept = applicableAnswers(questions, answers);
  return questions.filter(({ applies }) => applies(kept) !== false);
}
