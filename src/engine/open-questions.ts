import type { Answers, QuestionId } from '../schema/answers.ts';
import type { Assessment, ConfidenceLevel, Finding } from '../schema/assessment.ts';
import { type Judged, mayWin } from './judge.ts';
import type { Question } from './question.ts';

/** Everything judged, and who is ahead. */
export type Race = {
  readonly ranked: readonly Judged[];
  readonly winner: Judged | undefined;
  readonly needs: readonly Finding[];
};

/** Whether an answer that is missing could still exclude it. */
const mayFall = ({ findings }: Judged) =>
  findings.some(({ outcome, role }) => outcome === 'unknown' && role === 'exclusion');

/**
 * Protocols that could still be the answer: the winner and its equals, what an undecided, stronger need leads to, and
 * as long as the one before may still be excluded, the next in rank.
 */
function contenders({ ranked, winner, needs }: Race): { live: Judged[]; undecided: Finding[] } {
  const place = winner?.lead ? needs.indexOf(winner.lead) : needs.length;
  const undecided = needs.slice(0, place + 1).filter(({ missing }) => missing.length > 0);
  const waitedFor = undecided.map(({ rule }) => rule);
  if (!winner) {
    // That nothing fits is certain, unless an undecided need could still lead off the menu.
    const ledTo = ({ rule }: Finding) =>
      ranked.some(({ excluded, protocol }) => !excluded && (protocol.serves as readonly string[]).includes(rule));
    return { live: [], undecided: undecided.filter(ledTo) };
  }
  const able = ranked.filter(mayWin);
  const firm = able.findIndex((judged) => !mayFall(judged));
  const inRace = ({ protocol, lead }: Judged, rank: number) =>
    lead === winner.lead || rank <= firm || firm < 0 || protocol.serves.some((need) => waitedFor.includes(need));
  return { live: able.filter(inRace), undecided };
}

type Waiting = { readonly id: QuestionId; readonly core: boolean; decisive: number; findings: number };

/**
 * Questions that are open: they apply or may apply, and a finding about a protocol still in the race, or a need, waits
 * for their answer. Most influential first: the core subjects, then exclusions and times before preferences.
 */
export function openQuestions(race: Race, answers: Answers, questions: readonly Question[]): Waiting[] {
  const { live, undecided } = contenders(race);
  const equals = live.filter(({ lead }) => lead === race.winner?.lead).length;
  const waiting = questions
    .filter(({ applies }) => applies(answers) !== false)
    .map(({ id, subject }): Waiting => ({ id, core: subject !== undefined, decisive: 0, findings: 0 }));
  const byId = new Map(waiting.map((entry) => [entry.id, entry]));
  for (const finding of [...undecided, ...live.flatMap(({ findings }) => findings)]) {
    if (finding.missing.length === 0) continue;
    const taste = finding.role === 'preference';
    // Which is the better fit matters only between equals.
    if (taste && equals < 2) continue;
    for (const id of new Set(finding.missing)) {
      const entry = byId.get(id);
      if (!entry) continue;
      entry.findings += 1;
      if (!taste) entry.decisive += 1;
    }
  }
  return waiting
    .filter(({ findings }) => findings > 0)
    .sort((a, b) => Number(b.core) - Number(a.core) || b.decisive - a.decisive || b.findings - a.findings);
}

/** Questions without which a verdict is a guess; the rest only shade it. They are always asked where they apply. */
export const decidingQuestions: readonly QuestionId[] = ['useCase', 'conversation', 'longestRunSeconds', 'ifCut'];

/** low while a deciding question is unanswered, medium while any question is open, high when none is. */
export function confidence(
  open: readonly Waiting[],
  answers: Answers,
  questions: readonly Question[],
): Assessment['recommendation']['confidence'] {
  const guess = questions.some(
    ({ id, applies }) => decidingQuestions.includes(id) && answers[id] === undefined && applies(answers) !== false,
  );
  const level: ConfidenceLevel = guess ? 'low' : open.length > 0 ? 'medium' : 'high';
  return { level, open: open.map(({ id }) => id) };
}
