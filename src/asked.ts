import { knownAnswers } from './answer-file.ts';
import { decideFile } from './decide-file.ts';
import { decidingQuestions } from './engine/open-questions.ts';
import { type Question, questionsToAsk } from './engine/question.ts';
import { questions } from './questions/index.ts';
import type { AnswerFile, GivenAnswers, QuestionId } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';

/** Values that stand for all a question can be answered with: its options, or its suggestions and what is past them. */
function standIns({ kind, options, suggestions, word }: Question): unknown[] {
  if (kind === 'choice') return [...(options ?? [])];
  if (kind === 'choices') return (options ?? []).map((option) => [option]);
  const numbers = [...(suggestions ?? [])];
  const largest = Math.max(1, ...numbers);
  return [...numbers, largest * 10, ...(word ? [word] : [])];
}

/** What a question must be able to change to be worth asking. */
function outcome(file: AnswerFile, facts: Facts): string {
  const { protocol, tier, companions } = decideFile(file, facts).recommendation;
  return [protocol, tier, ...companions].join(' ');
}

/**
 * The questions to ask with these answers, in order: what is answered already, what decides everything, the five core
 * subjects, and every other
 * question of which some answer would change the protocol or the tier. The user may always see and answer all that apply.
 */
export function askedQuestions(file: AnswerFile, facts: Facts): QuestionId[] {
  const now = outcome(file, facts);
  const decides = (question: Question) =>
    standIns(question).some((value) => {
      const answers = { ...file.answers, [question.id]: value } as GivenAnswers;
      return outcome({ ...file, answers }, facts) !== now;
    });
  const always = ({ id, subject }: Question) => subject !== undefined || decidingQuestions.includes(id);
  return questionsToAsk(questions, knownAnswers(file.answers))
    .filter((question) => always(question) || file.answers[question.id] !== undefined || decides(question))
    .map(({ id }) => id);
}
