import type { Answers } from '../schema/answers.ts';
import type { Assessment, ConnectionPlan } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { Protocol } from '../schema/protocol.ts';
import { listActions } from './actions.ts';
import { noCapacity, planCapacity } from './capacity.ts';
import type { Catalogue } from './catalogue.ts';
import { fileOf, openAppAnswers, watchAnswers, watchOf } from './companions.ts';
import { planConnection, staysOpen } from './connection.ts';
import { judgeDimensions } from './dimensions.ts';
import { heartbeatPeriod, judgeHops } from './hops.ts';
import { byRank, type Case, judge, mayWin, toCandidate } from './judge.ts';
import { confidence, openQuestions } from './open-questions.ts';
import { type Path, type PathLimits, pathLimits } from './path.ts';
import { applicableAnswers } from './question.ts';
import { readFor, runNeed } from './rule.ts';

/** An assessment without its files and its timeline: everything that was decided. */
export type Verdict = Omit<
  Assessment,
  'timeline' | 'whatIf' | 'openOutcomes' | 'files' | 'absentFiles' | 'target' | 'targetChoices'
>;

/** Protocols meet the same limits when they cross the platform, upgrade and carry alike; each kind is looked up once. */
function pathLimitsByKind(path: Path, { conversation }: Answers): Case['limitsOf'] {
  const known = new Map<string, PathLimits>();
  return (protocol) => {
    const sends = conversation !== undefined && protocol.carries.includes(conversation);
    const kind = `${protocol.crossesPlatform} ${protocol.needsUpgrade} ${sends}`;
    const limits = known.get(kind) ?? pathLimits(path, protocol, conversation);
    known.set(kind, limits);
    return limits;
  };
}

type Lasting = { readonly answers: Answers; readonly protocol: Protocol; readonly plan: ConnectionPlan };

/** The stream that watches a job, with the answers that hold for it. */
function planWatch(protocol: Protocol, given: Answers, limits: PathLimits, { thresholds }: Facts): Lasting {
  const answers = watchAnswers(given);
  return { answers, protocol, plan: planConnection(answers, protocol, limits, thresholds) };
}

/** Whether heartbeats are sent: a held stream beats unless it cannot, a plain reply only where it must. */
function beats({ answers, protocol, plan }: Lasting, periodSeconds: number): boolean {
  const must = answers.heartbeat === 'yes' && (answers.longestSilenceSeconds ?? 0) > periodSeconds;
  return staysOpen(plan) && (protocol.connection === 'held' ? answers.heartbeat !== 'no' : must);
}

/** Judges every protocol against the answers and picks one. Pure: the same input gives the same value. */
export function decide(given: Answers, path: Path, facts: Facts, catalogue: Catalogue): Verdict {
  const answers = applicableAnswers(catalogue.questions, given);
  const notAsked = catalogue.questions.filter(({ applies }) => applies(answers) === false).map(({ id }) => id);
  const needs = catalogue.needs.flatMap((need) => runNeed(need, answers, path, facts.thresholds, notAsked) ?? []);
  const readings = catalogue.rules.map((rule) => readFor(rule, answers, notAsked));
  const limitsOf = pathLimitsByKind(path, answers);
  const judged = facts.protocols.map((protocol) =>
    judge(protocol, { answers, path, facts, rules: catalogue.rules, readings, needs, limitsOf }),
  );
  const ranked = [...judged].sort(byRank(judged, needs));
  const winner = ranked.find(mayWin);
  const ordered = winner ? [winner, ...ranked.filter((other) => other !== winner)] : ranked;
  const watch = watchOf(winner?.protocol, answers, facts);
  const openApp = openAppAnswers(winner?.protocol, answers);
  const companions = [
    openApp && decide(openApp, path, facts, catalogue).recommendation.protocol,
    watch?.id,
    fileOf(winner?.protocol, answers, facts)?.id,
  ];
  // What lasts on the wire is the stream that watches, where the work itself needs none.
  const lasting = watch ? planWatch(watch, answers, limitsOf(watch), facts) : winner && { ...winner, answers };
  const heartbeatSeconds = lasting ? heartbeatPeriod(limitsOf(lasting.protocol), facts.thresholds) : 0;
  const hops = lasting
    ? judgeHops(lasting.answers, lasting.protocol, path, lasting.plan, heartbeatSeconds, facts.thresholds)
    : [];
  const open = openQuestions({ ranked, winner, needs }, answers, catalogue.questions);
  return {
    version: 1,
    rules: facts.rulesVersion,
    profile: facts.platform.id,
    path: path.id,
    recommendation: {
      protocol: winner?.protocol.id ?? null,
      companions: [...new Set(companions)].filter((id) => id !== undefined && id !== null),
      tier: winner?.tier ?? null,
      confidence: confidence(open, answers, catalogue.questions),
      plan: winner?.plan ?? { kind: 'bypass', lifetimeSeconds: undefined },
      recycleSeconds: lasting?.plan.recycleSeconds ?? null,
      heartbeatSeconds: lasting && beats(lasting, heartbeatSeconds) ? heartbeatSeconds : null,
    },
    dimensions: judgeDimensions(winner, facts),
    candidates: ordered.map((judged) => toCandidate(judged, winner)),
    needs,
    hops,
    openQuestions: open.map(({ id, findings }) => ({ question: id, findings })),
    actions: listActions(winner, hops, path, answers),
    capacity: lasting ? planCapacity({ ...lasting, path, thresholds: facts.thresholds, notAsked }) : noCapacity,
    answers,
  };
}
