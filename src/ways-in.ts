import { decideFile } from './decide-file.ts';
import { questions } from './questions/index.ts';
import { type AnswerFile, answerShapes, type GivenAnswers, NOT_SURE, type QuestionId } from './schema/answers.ts';
import type { Candidate } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';

/** One answer with which a protocol that is ruled out today would come into question, or be the first choice. */
export type WayIn = {
  readonly question: QuestionId;
  readonly answer: NonNullable<GivenAnswers[QuestionId]>;
  readonly status: Exclude<Candidate['status'], 'excluded'>;
};

const RANKS: readonly Candidate['status'][] = ['excluded', 'possible-with-conditions', 'possible', 'recommended'];
const rank = (status: Candidate['status']): number => RANKS.indexOf(status);

/** The purpose is what the whole is about: nobody chooses another to get a protocol. */
const FIXED: readonly QuestionId[] = ['useCase'];

/** Other answers to a question: its options, its list without one entry or with one more, its suggested numbers. */
function othersFor(id: QuestionId, given: unknown): unknown[] {
  const { kind, options = [], suggestions = [], exclusive, word } = questions.find((each) => each.id === id) ?? {};
  if (kind === 'choice') return options.filter((option) => option !== given);
  if (kind !== 'choices') return [...suggestions, ...(word ? [word] : [])].filter((value) => value !== given);
  const list = Array.isArray(given) ? (given as string[]) : [];
  const kept = list.filter((entry) => entry !== exclusive);
  return [
    ...(kept.length > 1 ? kept.map((entry) => kept.filter((each) => each !== entry)) : []),
    ...options
      .filter((option) => !list.includes(option))
      .map((option) => (option === exclusive ? [option] : [...kept, option])),
    ...options
      .filter((option) => kept.length === 1 && option !== exclusive && !list.includes(option))
      .map((option) => [option]),
  ];
}

/**
 * For each answer that keeps a protocol from being the first choice, the one other answer that helps it most, all others
 * staying as they are. Found by asking the engine; an answer whose change alone does not help is left out.
 */
export function waysIn(candidate: Candidate, file: AnswerFile, facts: Facts): WayIn[] {
  return candidate.toWin.answers.flatMap((question): WayIn[] => {
    const given = file.answers[question];
    if (given === undefined || given === NOT_SURE || FIXED.includes(question)) return [];
    let best: WayIn | undefined;
    for (const answer of othersFor(question, given)) {
      if (!answerShapes[question].safeParse(answer).success) continue;
      const answers = { ...file.answers, [question]: answer } as GivenAnswers;
      const { candidates } = decideFile({ ...file, answers }, facts);
      const status = candidates.find(({ protocol }) => protocol === candidate.protocol)?.status ?? 'excluded';
      if (status === 'excluded' || rank(status) <= rank(best?.status ?? candidate.status)) continue;
      best = { question, answer: answer as WayIn['answer'], status };
    }
    return best ? [best] : [];
  });
}
