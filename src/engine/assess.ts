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
import { type Field, judgeAll } from './field.ts';
import { heartbeatPeriod, judgeHops } from './hops.ts';
import { toCandidate } from './judge.ts';
import { confidence, openQuestions } from './open-questions.ts';
import type { Path, PathLimits } from './path.ts';

/** An assessment without its files and its timeline: everything that was decided. */
export type Verdict = Omit<
  Assessment,
  'timeline' | 'whatIf' | 'openOutcomes' | 'files' | 'absentFiles' | 'target' | 'targetChoices'
>;

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
  return tellVerdict(judgeAll(given, path, facts, catalogue), path, facts, catalogue);
}

/** Everything that follows from who is ahead. */
function tellVerdict(field: Field, path: Path, facts: Facts, catalogue: Catalogue): Verdict {
  const { answers, notAsked, needs, ranked, winner, limitsOf } = field;
  const ordered = winner ? [winner, ...ranked.filter((other) => other !== winner)] : ranked;
  const watch = watchOf(winner?.protocol, answers, facts);
  const openApp = openAppAnswers(winner?.protocol, answers);
  const companions = [
    openApp && judgeAll(openApp, path, facts, catalogue).winner?.protocol.id,
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
