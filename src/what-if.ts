import { decideFile } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import { findPath } from './engine/path.ts';
import type { Question } from './engine/question.ts';
import { questions } from './questions/index.ts';
import { type AnswerFile, answerShapes, type GivenAnswers, NOT_SURE, type QuestionId } from './schema/answers.ts';
import type { ConfidenceLevel } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';
import type { Gain, Standing, WhatIf } from './schema/what-if.ts';

type Change = Pick<WhatIf, 'question' | 'answer' | 'change' | 'value'>;

/** Numbers that help when they are smaller, and those that help when they are larger. */
const directions: { readonly [Q in QuestionId]?: 'at-most' | 'at-least' } = {
  longestRunSeconds: 'at-most',
  updateIntervalSeconds: 'at-least',
  longestSilenceSeconds: 'at-most',
  stalenessSeconds: 'at-least',
  peakClients: 'at-most',
  connectionsPerClient: 'at-most',
  firstByteSeconds: 'at-most',
};
/** What the server is able to do can be added to; what clients and networks ask for can be dropped. */
const lists: { readonly [Q in QuestionId]?: 'with' | 'without' } = {
  serverStores: 'with',
  clients: 'without',
  networks: 'without',
};
/** The purpose is what the whole is about: a team cannot choose another. */
const fixed: readonly QuestionId[] = ['useCase'];
/** What a workload is rather than how it is built: changing it is told after everything a team can design. */
const nature: readonly QuestionId[] = ['conversation', 'payload', 'clients', 'networks', 'peakClients'];

const LARGEST_DECADE = 9;
/** 1, 2, 5, 10, 20, 50 …: counts a team would plan with. */
const roundCounts = Array.from({ length: LARGEST_DECADE }, (_, decade) =>
  [1, 2, 5].map((n) => n * 10 ** decade),
).flat();

/** Every duration the facts compare with on this path, and what the questionnaire suggests. */
function knownNumbers({ kind, suggestions = [] }: Question, file: AnswerFile, facts: Facts): number[] {
  if (kind === 'count') return [...roundCounts, ...suggestions];
  const limits = findPath(facts.platform, file.path).hops.flatMap((hop) => Object.values(hop.limits));
  const recorded = [...limits, ...Object.values(facts.thresholds)].flatMap((record) =>
    record?.unit === 'seconds'
      ? [record.value, ...('maximum' in record && record.maximum ? [record.maximum] : [])]
      : [],
  );
  return [...recorded, ...suggestions];
}

/** Numbers on the better side of an answer, the nearest first. */
function betterNumbers(question: Question, file: AnswerFile, facts: Facts): number[] {
  const given = file.answers[question.id];
  const now = typeof given === 'number' ? given : Number.POSITIVE_INFINITY;
  const isLess = directions[question.id] === 'at-most';
  const all = [...new Set(knownNumbers(question, file, facts))].filter(
    (value) => (isLess ? value < now : value > now) && answerShapes[question.id].safeParse(value).success,
  );
  return all.sort((a, b) => (isLess ? b - a : a - b));
}

/** Every single change of one answer that is worth a try. */
function changesOf(question: Question, file: AnswerFile, facts: Facts): Change[] {
  const { id, kind, options = [], exclusive } = question;
  const given = file.answers[id];
  const change = (kind: Change['change'], value: string | number, answer: unknown = value): Change => ({
    question: id,
    change: kind,
    value,
    answer: answer as Change['answer'],
  });
  if (given === undefined || given === NOT_SURE || fixed.includes(id)) return [];
  if (kind === 'choice') return options.filter((option) => option !== given).map((option) => change('instead', option));
  if (kind === 'choices') {
    const list = given as readonly string[];
    const others = list.filter((entry) => entry !== exclusive);
    if (lists[id] === 'with') {
      const more = options.filter((option) => option !== exclusive && !list.includes(option));
      return more.map((option) => change('with', option, [...others, option]));
    }
    return others.length < 2
      ? []
      : others.map((entry) =>
          change(
            'without',
            entry,
            others.filter((e) => e !== entry),
          ),
        );
  }
  return betterNumbers(question, file, facts).map((value) => change(directions[id] ?? 'at-most', value));
}

const standingOf = ({ recommendation: { protocol, tier } }: Verdict): Standing => ({ protocol, tier });
const count = ({ hops }: Verdict, verdict: 'cannot' | 'raise') => hops.filter((row) => row.verdict === verdict).length;
const LEVELS: readonly ConfidenceLevel[] = ['low', 'medium', 'high'];
const levelOf = ({ recommendation }: Verdict) => LEVELS.indexOf(recommendation.confidence.level);

/** How far the facts place a protocol from a plain request; what is off the menu is never the simpler choice. */
function simplicity({ recommendation }: Verdict, { protocols }: Facts): number {
  const found = protocols.find(({ id }) => id === recommendation.protocol);
  return found?.onMenu ? found.order : Number.POSITIVE_INFINITY;
}

/** What one verdict has over another; nothing when it is worse in any way that counts. */
function gainsOf(before: Verdict, after: Verdict, facts: Facts): Gain[] {
  const [from, to] = [standingOf(before), standingOf(after)];
  if (to.protocol === null || levelOf(after) < levelOf(before)) return [];
  if (from.protocol === null) return ['fits'];
  const isTiered = from.tier !== null && to.tier !== null;
  if ((isTiered && (to.tier ?? 0) > (from.tier ?? 0)) || count(after, 'cannot') > count(before, 'cannot')) return [];
  return [
    ...(isTiered && (to.tier ?? 0) < (from.tier ?? 0) ? (['tier'] as const) : []),
    ...(count(after, 'cannot') < count(before, 'cannot') ? (['blocker'] as const) : []),
    ...(count(after, 'raise') < count(before, 'raise') ? (['exception'] as const) : []),
    ...(simplicity(after, facts) < simplicity(before, facts) ? (['simpler'] as const) : []),
  ];
}

/** How much each gain helps; a step of the tier counts once for each tier. */
const WORTH: { readonly [G in Gain]: number } = { fits: 1000, tier: 100, blocker: 60, exception: 30, simpler: 10 };

function worth({ gains, from, to }: WhatIf): number {
  const steps = Math.max(1, (from.tier ?? 0) - (to.tier ?? 0));
  return gains.reduce((sum, gain) => sum + WORTH[gain] * (gain === 'tier' ? steps : 1), 0);
}

/** Of numbers, only the nearest for each outcome: a larger step that wins no more is no advice. */
function nearest(found: readonly WhatIf[]): WhatIf[] {
  let best = 0;
  return found.filter((item) => {
    if (item.change !== 'at-most' && item.change !== 'at-least') return true;
    if (worth(item) <= best) return false;
    best = worth(item);
    return true;
  });
}

/**
 * Every single answer whose change makes the advice better, found by asking the engine, the most helpful first. Questions
 * without an answer are left out: they are open, not to be changed. Pure; asks for some hundred verdicts.
 */
export function whatIf(file: AnswerFile, verdict: Verdict, facts: Facts): WhatIf[] {
  const found = questions
    .filter(({ id }) => verdict.answers[id] !== undefined)
    .flatMap((question) =>
      nearest(
        changesOf(question, file, facts).flatMap((change): WhatIf[] => {
          const answers = { ...file.answers, [change.question]: change.answer } as GivenAnswers;
          const after = decideFile({ ...file, answers }, facts);
          const gains = gainsOf(verdict, after, facts);
          return gains.length > 0 ? [{ ...change, from: standingOf(verdict), to: standingOf(after), gains }] : [];
        }),
      ),
    );
  const isNature = ({ question }: WhatIf) => Number(nature.includes(question));
  return found.sort((a, b) => isNature(a) - isNature(b) || worth(b) - worth(a));
}
