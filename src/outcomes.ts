import { knownAnswers } from './answer-file.ts';
import { decideFile, standingOf } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import { type Question, questionsToAsk } from './engine/question.ts';
import { questions } from './questions/index.ts';
import type { AnswerFile, GivenAnswers, QuestionId } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';
import type { OpenOutcomes, Standing } from './schema/what-if.ts';

/** No question has more options, or suggestions, than this. */
const MOST_ANSWERS = 100;

/** Values that stand for all a question can be answered with: its options, or its suggestions and what is past them. */
export function standIns({ kind, options, suggestions, word }: Question): unknown[] {
  if (kind === 'choice') return [...(options ?? [])];
  if (kind === 'choices') return (options ?? []).map((option) => [option]);
  const numbers = [...(suggestions ?? [])];
  const largest = Math.max(1, ...numbers);
  return [...numbers, largest * 10, ...(word ? [word] : [])];
}

/** The verdicts a question can lead to, one for each value that stands for its answers; all others stay as they are. */
export function verdictsOf(question: Question, file: AnswerFile, facts: Facts): Verdict[] {
  return standIns(question).map((value) => {
    const answers = { ...file.answers, [question.id]: value } as GivenAnswers;
    return decideFile({ ...file, answers }, facts);
  });
}

/** The same protocol and tier once. */
function distinct(standings: readonly Standing[]): Standing[] {
  const found = new Map<string, Standing>();
  for (const standing of standings) {
    const key = `${standing.protocol} ${standing.tier}`;
    if (!found.has(key)) found.set(key, standing);
  }
  return [...found.values()];
}

/** Every way to answer these questions by the values that stand for their answers; `undefined` when there are more. */
export function completionsOf(ids: readonly QuestionId[], most: number): GivenAnswers[] | undefined {
  let found: GivenAnswers[] = [{}];
  for (const question of questions.filter(({ id }) => ids.includes(id))) {
    const values = standIns(question);
    if (found.length * values.length > most) return undefined;
    found = found.flatMap((answers) => values.map((value) => ({ ...answers, [question.id]: value }) as GivenAnswers));
  }
  return found;
}

/** What some completions of a file come out as, each outcome once. */
export function outcomesOf(completions: readonly GivenAnswers[], file: AnswerFile, facts: Facts): Standing[] {
  return distinct(completions.map((more) => standingOf({ ...file, answers: { ...file.answers, ...more } }, facts)));
}

/**
 * Every question that is open, "not sure" included, with the outcomes its answers can still lead to while all other
 * answers stay as they are; the most decisive first. Found by asking the engine; asks for some hundred verdicts.
 */
export function openOutcomes(file: AnswerFile, facts: Facts): OpenOutcomes[] {
  const known = knownAnswers(file.answers);
  return questionsToAsk(questions, known)
    .filter(({ id }) => known[id] === undefined)
    .map(({ id }) => ({ question: id, outcomes: outcomesOf(completionsOf([id], MOST_ANSWERS) ?? [], file, facts) }))
    .sort((a, b) => b.outcomes.length - a.outcomes.length);
}
