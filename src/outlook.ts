import { askedQuestions } from './asked.ts';
import { decideFile } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import { decidingQuestions } from './engine/open-questions.ts';
import type { Question } from './engine/question.ts';
import { completionsOf, outcomesOf, verdictsOf } from './outcomes.ts';
import { possibleTiers, stillPossible } from './possible.ts';
import { questions } from './questions/index.ts';
import type { AnswerFile, QuestionId } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';
import type { ProtocolId } from './schema/protocol.ts';
import type { Tier } from './schema/tiers.ts';

/** What the advice can still become, with what is known so far. */
export type Outlook = {
  /** Whether nothing that is asked is open any more; then this is the verdict. */
  readonly isDecided: boolean;
  /** Protocols that may still be recommended, the one that is ahead first; none when nothing fits any more. */
  readonly protocols: readonly ProtocolId[];
  /** How many protocols there are. */
  readonly all: number;
  /** The range of tiers that may still be asked for, the lowest first; null is a protocol or a path without tiers. */
  readonly tiers: readonly (Tier | null)[];
  /** The question to answer next: one without which it is a guess, else the one whose answers leave the fewest protocols. */
  readonly next: QuestionId | null;
};

/** Completions of the open questions that are all tried out; with more, what the findings leave open has to do. */
const MOST_COMPLETIONS = 200;

/** Every tier, and none. */
const EVERYTHING: Outlook['tiers'] = [null, 1, 2, 3];

/** The tiers from the lowest to the highest of some, and null if it is among them. */
function rangeOf(tiers: ReadonlySet<Tier | null>): Outlook['tiers'] {
  const found = [...tiers].filter((tier) => tier !== null);
  const [least, most] = [Math.min(...found), Math.max(...found)];
  return EVERYTHING.filter((tier) => (tier === null ? tiers.has(null) : tier >= least && tier <= most));
}

/** How many protocols are left when this question is answered, on average over what its answers make of it. */
function narrowing(id: QuestionId, verdicts: readonly Verdict[], open: readonly QuestionId[], facts: Facts) {
  const others = open.filter((other) => other !== id);
  // Answers that lead to the same count once: six names for one thing do not make it likelier.
  const lefts = new Map(
    verdicts.map((verdict) => stillPossible(verdict, others, facts)).map((ids) => [ids.join(), ids.length]),
  );
  const sum = [...lefts.values()].reduce((total, count) => total + count, 0);
  const outcomes = new Set(verdicts.map(({ recommendation }) => `${recommendation.protocol} ${recommendation.tier}`));
  return { id, decides: decidingQuestions.includes(id), left: sum / lefts.size, outcomes: outcomes.size };
}

/**
 * What answers to the questions that are still asked can lead to. Each protocol and tier that some completion of them
 * has is in it; while there are many completions, one that none has may be, too. With nothing left to ask it is the
 * verdict. "Not sure" counts as an answer: nobody will give another. Pure; asks for some hundred verdicts.
 */
export function outlookOf(file: AnswerFile, facts: Facts): Outlook {
  const known = new Map<QuestionId, Verdict[]>();
  const verdictsTo = (question: Question): Verdict[] => {
    const found = known.get(question.id) ?? verdictsOf(question, file, facts);
    known.set(question.id, found);
    return found;
  };
  const verdict = decideFile(file, facts);
  const { protocol, tier } = verdict.recommendation;
  const all = facts.protocols.length;
  const open = askedQuestions(file, facts, verdictsTo).filter((id) => file.answers[id] === undefined);
  if (open.length === 0)
    return { isDecided: true, protocols: protocol === null ? [] : [protocol], all, tiers: [tier], next: null };
  // Without a purpose nothing is out of the question: nearly every other question depends on it.
  if (open.includes('useCase'))
    return {
      isDecided: false,
      protocols: verdict.candidates.map(({ protocol: id }) => id),
      all,
      tiers: EVERYTHING,
      next: 'useCase',
    };
  const completions = completionsOf(open, MOST_COMPLETIONS);
  const exact = completions && outcomesOf(completions, file, facts);
  const near = questions.filter(({ id }) => open.includes(id)).flatMap(verdictsTo);
  const reached = exact ?? near.map(({ recommendation }) => recommendation);
  const found = new Set(reached.map((standing) => standing.protocol));
  if (!exact) for (const id of stillPossible(verdict, open, facts)) found.add(id);
  const protocols = verdict.candidates.map((candidate) => candidate.protocol).filter((id) => found.has(id));
  const tiers = new Set(reached.map((standing) => standing.tier));
  if (!exact) for (const each of possibleTiers(protocols, open, file, facts)) tiers.add(each);
  const [next] = questions
    .filter(({ id }) => open.includes(id))
    .sort((a, b) => open.indexOf(a.id) - open.indexOf(b.id))
    .map((question) => narrowing(question.id, verdictsTo(question), open, facts))
    .sort((a, b) => Number(b.decides) - Number(a.decides) || a.left - b.left || b.outcomes - a.outcomes);
  return {
    isDecided: false,
    protocols,
    all,
    tiers: rangeOf(tiers),
    next: next?.id ?? null,
  };
}
