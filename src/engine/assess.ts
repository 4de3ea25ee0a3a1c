import type { Answers, QuestionId } from '../schema/answers.ts';
import type {
  Action,
  Assessment,
  Candidate,
  ConfidenceLevel,
  ConnectionPlan,
  Finding,
  HopLimit,
} from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { NeedId, Protocol } from '../schema/protocol.ts';
import type { Dimension, Tier } from '../schema/tiers.ts';
import { planConnection } from './connection.ts';
import { heartbeatPeriod, judgeHops } from './hops.ts';
import { type Path, pathLimits } from './path.ts';
import { applicableAnswers, type Question } from './question.ts';
import { type Need, type Rule, runNeed, runRule } from './rule.ts';

/** The lists the engine runs; it knows none of their members. */
export type Catalogue = {
  readonly questions: readonly Question[];
  readonly rules: readonly Rule[];
  readonly needs: readonly Need[];
};

/** An assessment without its files: everything that was decided. */
export type Verdict = Omit<Assessment, 'files'>;

const OUTCOMES: readonly Finding['outcome'][] = ['blocker', 'concern', 'unknown', 'pass', 'not-applicable'];
const byOutcome = (a: Finding, b: Finding) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome);

/** The tier a finding asks for; 1 unless the policy says more. */
function tierOf(finding: Finding, facts: Facts): Tier {
  return facts.tiers.findings[finding.rule]?.[finding.code] ?? 1;
}

const highest = (tiers: readonly Tier[]): Tier => tiers.reduce<Tier>((most, tier) => (tier > most ? tier : most), 1);

type Judged = {
  readonly protocol: Protocol;
  readonly plan: ConnectionPlan;
  readonly findings: readonly Finding[];
  readonly excluded: boolean;
  readonly lead: Finding | undefined;
  readonly score: number;
  readonly tier: Tier | null;
};

/** A condition is a concern that is more than a matter of taste. */
const isCondition = ({ outcome, role }: Finding) =>
  (outcome === 'concern' || outcome === 'unknown') && role !== 'preference';

function judge(
  protocol: Protocol,
  answers: Answers,
  path: Path,
  facts: Facts,
  catalogue: Catalogue,
  needs: readonly Finding[],
): Judged {
  const plan = planConnection(answers, protocol, facts.thresholds);
  const limits = pathLimits(path, protocol, answers.conversation);
  const heartbeatSeconds = heartbeatPeriod(path, protocol, answers.conversation, facts.thresholds);
  const subject = { protocol, path, plan, heartbeatSeconds };
  const findings = catalogue.rules
    .flatMap((rule) => runRule(rule, answers, subject, limits, facts.thresholds) ?? [])
    .sort(byOutcome);
  const served: readonly string[] = protocol.serves;
  const lead = needs.find(
    ({ rule, outcome }) =>
      outcome === 'pass' &&
      served.includes(rule) &&
      (rule !== 'typical-use' || (answers.useCase !== undefined && protocol.typicalFor.includes(answers.useCase))),
  );
  const tiered = path.tiered && protocol.crossesPlatform;
  return {
    protocol,
    plan,
    findings,
    excluded: findings.some(({ outcome }) => outcome === 'blocker'),
    lead,
    score: findings.reduce((sum, { weight }) => sum + (weight ?? 0), 0),
    tier: tiered ? highest(findings.map((finding) => tierOf(finding, facts))) : null,
  };
}

/** Best first: allowed before excluded, the most decisive need, on the menu, the higher score, the simpler protocol. */
function byRank(needs: readonly Finding[]) {
  const place = ({ lead }: Judged) => (lead ? needs.indexOf(lead) : needs.length);
  return (a: Judged, b: Judged) =>
    Number(a.excluded) - Number(b.excluded) ||
    place(a) - place(b) ||
    Number(b.protocol.onMenu) - Number(a.protocol.onMenu) ||
    b.score - a.score ||
    a.protocol.order - b.protocol.order;
}

/** Off the menu a protocol is recommended only where a need leads to it. */
const mayWin = ({ excluded, protocol, lead }: Judged) => !excluded && (protocol.onMenu || lead !== undefined);

function toCandidate(judged: Judged, winner: Judged | undefined): Candidate {
  const { protocol, findings, excluded, lead, score, tier } = judged;
  const possible = findings.some(isCondition) ? 'possible-with-conditions' : 'possible';
  const blocking = findings.filter(({ outcome }) => outcome === 'blocker').flatMap((finding) => finding.answers);
  return {
    protocol: protocol.id,
    status: judged === winner ? 'recommended' : excluded ? 'excluded' : possible,
    onMenu: protocol.onMenu,
    ...(lead && { need: lead.rule as NeedId }),
    score,
    tier,
    findings,
    toWin: {
      answers: [...new Set(blocking)],
      ...(judged !== winner && winner?.lead && winner.lead !== lead && { insteadOf: winner.lead.rule as NeedId }),
    },
  };
}

type Race = { readonly ranked: readonly Judged[]; readonly winner: Judged; readonly needs: readonly Finding[] };

/** Whether an answer that is missing could still exclude it. */
const mayFall = ({ findings }: Judged) =>
  findings.some(({ outcome, role }) => outcome === 'unknown' && role === 'exclusion');

/**
 * Protocols that could still be the answer: the winner and its equals, what an undecided, stronger need leads to, and
 * as long as the one before may still be excluded, the next in rank.
 */
function contenders({ ranked, winner, needs }: Race): { live: Judged[]; undecided: Finding[] } {
  const place = winner.lead ? needs.indexOf(winner.lead) : needs.length;
  const undecided = needs.slice(0, place + 1).filter(({ missing }) => missing.length > 0);
  const waitedFor = undecided.map(({ rule }) => rule);
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
function openQuestions(race: Race, answers: Answers, catalogue: Catalogue): Waiting[] {
  const { live, undecided } = contenders(race);
  const equals = live.filter(({ lead }) => lead === race.winner.lead).length;
  const waiting = catalogue.questions
    .filter(({ applies }) => applies(answers) !== false)
    .map(({ id, subject }): Waiting => ({ id, core: subject !== undefined, decisive: 0, findings: 0 }));
  for (const finding of [...undecided, ...live.flatMap(({ findings }) => findings)]) {
    for (const entry of waiting) {
      const taste = finding.role === 'preference';
      // Which is the better fit matters only between equals.
      if (!finding.missing.includes(entry.id) || (taste && equals < 2)) continue;
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
function confidence(open: readonly Waiting[], answers: Answers, { questions }: Catalogue) {
  const guess = questions.some(
    ({ id, applies }) => decidingQuestions.includes(id) && answers[id] === undefined && applies(answers) !== false,
  );
  const level: ConfidenceLevel = guess ? 'low' : open.length > 0 ? 'medium' : 'high';
  return { level, open: open.map(({ id }) => id) };
}

function judgeDimensions(winner: Judged | undefined, facts: Facts): Assessment['dimensions'] {
  const entry = (dimension: Dimension) => {
    const findings = (winner?.findings ?? []).filter((finding) => finding.dimension === dimension);
    return { tier: winner?.tier == null ? null : highest(findings.map((finding) => tierOf(finding, facts))), findings };
  };
  return {
    duration: entry('duration'),
    frequency: entry('frequency'),
    reconnect: entry('reconnect'),
    concurrency: entry('concurrency'),
    reliability: entry('reliability'),
  };
}

function listActions(winner: Judged | undefined, hops: readonly HopLimit[], path: Path): Action[] {
  if (!winner) return [];
  const { protocol, findings } = winner;
  const checklist = (owner: Action['owner']) =>
    protocol.checklist[owner].map((id): Action => ({ owner, kind: 'checklist', id, data: {} }));
  const limits = hops.flatMap(({ verdict, hop, limit, today, proposed }): Action[] =>
    verdict === 'raise' && proposed !== null
      ? [{ owner: 'platform', kind: 'limit', id: limit, data: { hop, today, proposed } }]
      : [],
  );
  const buffering = path.hops.flatMap(({ id, settings }): Action[] =>
    protocol.streamsResponse && protocol.backendProtocol === 'HTTP' && settings.responseBuffering?.value === 'on'
      ? [{ owner: 'platform', kind: 'setting', id: 'responseBuffering', data: { hop: id } }]
      : [],
  );
  const concerns = findings
    .filter((finding) => finding.outcome === 'concern' && finding.role !== 'preference')
    .map(({ rule, code, data }): Action => ({ owner: 'team', kind: 'finding', id: `${rule}.${code}`, data }));
  return [...concerns, ...checklist('team'), ...limits, ...buffering, ...checklist('platform')];
}

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

/** Judges every protocol against the answers and picks one. Pure: the same input gives the same value. */
export function decide(given: Answers, path: Path, facts: Facts, catalogue: Catalogue): Verdict {
  const answers = applicableAnswers(catalogue.questions, given);
  const needs = catalogue.needs.flatMap((need) => runNeed(need, answers, path, facts.thresholds) ?? []);
  const ranked = facts.protocols
    .map((protocol) => judge(protocol, answers, path, facts, catalogue, needs))
    .sort(byRank(needs));
  const winner = ranked.find(mayWin);
  const ordered = winner ? [winner, ...ranked.filter((other) => other !== winner)] : ranked;
  const hops = winner ? judgeHops(answers, winner.protocol, path, winner.plan, facts.thresholds) : [];
  // That nothing fits rests on what is known alone: every protocol has a blocker, and no further answer removes it.
  const open = winner ? openQuestions({ ranked, winner, needs }, answers, catalogue) : [];
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
      confidence: confidence(open, answers, catalogue),
      plan: winner?.plan ?? { kind: 'bypass', lifetimeSeconds: undefined },
      recycleSeconds: winner?.plan.recycleSeconds ?? null,
      heartbeatSeconds: beats ? heartbeatPeriod(path, winner.protocol, answers.conversation, facts.thresholds) : null,
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
