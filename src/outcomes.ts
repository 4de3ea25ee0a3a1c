import { knownAnswers } from './answer-file.ts';
import { decideFile } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import { type Question, questionsToAsk } from './engine/question.ts';
import { questions } from './questions/index.ts';
import type { AnswerFile, GivenAnswers } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';
import type { OpenOutcomes, Standing } from './schema/what-if.ts';

/** Values that stand for all a question can be answered with: its options, or its suggestions and what is past them. */
function standIns({ kind, options, suggestions, word }: Question): unknown[] {
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

/** Verdicts that ask for the same protocol and tier, as one. */
function distinct(verdicts: readonly Verdict[]): Standing[] {
  const found = new Map<string, Standing>();
  for (const { recommendation } of verdicts) {
    const { protocol, tier } = recommendation;
    const key = `${protocol} ${tier}`;
    if (!found.has(key)) found.set(key, { protocol, tier });
  }
  return [...found.values()];
}

/**
 * Every question that is open, "not sure" included, with the outcomes its answers can still lead to while all other
 * answers stay as they are; the most decisive first. Found by asking the engine; asks for some hundred verdicts.
 */
export function openOutcomes(file: AnswerFile, facts: Facts): OpenOutcomes[] {
  const known = knownAnswers(file.answers);
  return questionsToAsk(questions, known)
    .filter(({ id }) => known[id] === undefined)
    .map((question) => ({ question: question.id, outcomes: distinct(verdictsOf(question, file, facts)) }))
    .sort((a, b) => b.outcomes.length - a.outcomes.length);
}
