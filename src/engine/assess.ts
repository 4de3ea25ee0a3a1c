import type { Answers } from '../schema/answers.ts';
import type { Assessment } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { Protocol } from '../schema/protocol.ts';
import { listActions } from './actions.ts';
import type { Catalogue } from './catalogue.ts';
import { judgeDimensions } from './dimensions.ts';
import { heartbeatPeriod, judgeHops } from './hops.ts';
import { byRank, type Case, type Judged, judge, mayWin, toCandidate } from './judge.ts';
import { confidence, openQuestions } from './open-questions.ts';
import { type Path, type PathLimits, pathLimits } from './path.ts';
import { applicableAnswers } from './question.ts';
import { readFor, runNeed } from './rule.ts';

/** An assessment without its files: everything that was decided. */
export type Verdict = Omit<Assessment, 'files'>;

/** What else the design needs beside the recommended protocol: what reaches the open app, a stream that watches, a file. */
function companionsOf(winner: Judged | undefined, answers: Answers, path: Path, facts: Facts, catalogue: Catalogue) {
  if (!winner) return [];
  const { reachesClosedApp, watchStream } = winner.protocol;
  const found: (Protocol['id'] | null | undefined)[] = [];
  if (reachesClosedApp) {
    const { networks: all = [], ...others } = answers;
    const networks = all.filter((network) => network !== 'app-closed');
    found.push(
      decide(networks.length > 0 ? { ...others, networks } : others, path, facts, catalogue).recommendation.protocol,
    );
  }
  const simplestFirst = [...facts.protocols].sort((a, b) => a.order - b.order);
  if (watchStream && answers.conversation !== undefined && answers.conversation !== 'single-reply') {
    // It is a plain GET by job id, so what ruled a stream out for the work itself does not count.
    found.push(
      simplestFirst.find((protocol) => protocol.serves.includes('event-feed') && watchable(protocol, answers))?.id,
    );
  }
  if (watchStream && answers.payload === 'file')
    found.push(simplestFirst.find(({ bypassesForFiles }) => bypassesForFiles)?.id);
  return [...new Set(found)].filter((id) => id !== undefined && id !== null);
}

/** Whether a client with these credentials and on these networks could watch by this protocol. */
function watchable(protocol: Protocol, { credentials, clients, networks }: Answers): boolean {
  return (
    (credentials === undefined || protocol.credentials.includes(credentials)) &&
    (clients === undefined || clients.every((client) => protocol.clients.includes(client))) &&
    !(protocol.streamsResponse && networks?.includes('buffering-proxy'))
  );
}

/** Protocols meet the same limits when they cross the platform alike and upgrade alike; each kind is looked up once. */
function pathLimitsByKind(path: Path, { conversation }: Answers): Case['limitsOf'] {
  const known = new Map<string, PathLimits>();
  return (protocol) => {
    const kind = `${protocol.crossesPlatform} ${protocol.needsUpgrade}`;
    const limits = known.get(kind) ?? pathLimits(path, protocol, conversation);
    known.set(kind, limits);
    return limits;
  };
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
  const hops = winner ? judgeHops(answers, winner.protocol, path, winner.plan, facts.thresholds) : [];
  const open = openQuestions({ ranked, winner, needs }, answers, catalogue.questions);
  const held =
    winner?.protocol.connection === 'held' && (winner.plan.kind === 'single' || winner.plan.kind === 'recycled');
  const beats = held && answers.heartbeat !== 'no';
  return {
    version: 1,
    rules: facts.rulesVersion,
    profile: facts.platform.id,
    path: path.id,
    recommendation: {
      protocol: winner?.protocol.id ?? null,
      companions: companionsOf(winner, answers, path, facts, catalogue),
      tier: winner?.tier ?? null,
      confidence: confidence(open, answers, catalogue.questions),
      plan: winner?.plan ?? { kind: 'bypass', lifetimeSeconds: undefined },
      recycleSeconds: winner?.plan.recycleSeconds ?? null,
      heartbeatSeconds: beats ? heartbeatPeriod(limitsOf(winner.protocol), facts.thresholds) : null,
    },
    dimensions: judgeDimensions(winner, facts),
    candidates: ordered.map((judged) => toCandidate(judged, winner)),
    needs,
    hops,
    openQuestions: open.map(({ id, findings }) => ({ question: id, findings })),
    actions: listActions(winner, hops, path),
    answers,
  };
}
