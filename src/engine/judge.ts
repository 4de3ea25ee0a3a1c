import type { Answers } from '../schema/answers.ts';
import type { Candidate, ConnectionPlan, Finding } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { NeedId, Protocol } from '../schema/protocol.ts';
import type { Tier } from '../schema/tiers.ts';
import { planConnection } from './connection.ts';
import { heartbeatPeriod } from './hops.ts';
import type { Path, PathLimits } from './path.ts';
import { type Reading, type Rule, runRule } from './rule.ts';

const SEVERITY: { readonly [O in Finding['outcome']]: number } = {
  blocker: 0,
  concern: 1,
  unknown: 2,
  pass: 3,
  'not-applicable': 4,
};
const bySeverity = (a: Finding, b: Finding) => SEVERITY[a.outcome] - SEVERITY[b.outcome];

/** The tier a finding asks for; 1 unless the policy says more. */
export function tierOf(finding: Finding, facts: Facts): Tier {
  return facts.tiers.findings[finding.rule]?.[finding.code] ?? 1;
}

/** The highest of some tiers; 1 without any. */
export const highest = (tiers: readonly Tier[]): Tier =>
  tiers.reduce<Tier>((most, tier) => (tier > most ? tier : most), 1);

/** One protocol with everything that was found about it. */
export type Judged = {
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

/** What all protocols of one assessment are judged by. */
export type Case = {
  readonly answers: Answers;
  readonly path: Path;
  readonly facts: Facts;
  readonly rules: readonly Rule[];
  /** What each rule reads, in the order of the rules. */
  readonly readings: readonly Reading[];
  readonly needs: readonly Finding[];
  /** The limits of the path as this protocol meets them. */
  readonly limits: PathLimits;
};

/** A judgement with what it was made from, for the next one. */
export type Trace = {
  readonly judged: Judged;
  readonly limits: PathLimits;
  readonly readings: readonly Reading[];
  /** What each rule that concerns the protocol found, in the order of the rules. */
  readonly found: readonly (Finding | undefined)[];
};

/** Numbers of the rules that concern a protocol on a path: they follow from content alone, so they are looked up once. */
const applicable = new WeakMap<readonly Rule[], WeakMap<Path, Map<Protocol, readonly number[]>>>();

function applicableRules(rules: readonly Rule[], path: Path, protocol: Protocol): readonly number[] {
  const byPath = applicable.get(rules) ?? new WeakMap<Path, Map<Protocol, readonly number[]>>();
  const byProtocol = byPath.get(path) ?? new Map<Protocol, readonly number[]>();
  const found =
    byProtocol.get(protocol) ?? rules.flatMap((rule, index) => (rule.appliesTo(protocol, path) ? [index] : []));
  byProtocol.set(protocol, found);
  byPath.set(path, byProtocol);
  applicable.set(rules, byPath);
  return found;
}

const samePlan = (a: ConnectionPlan, b: ConnectionPlan) =>
  a.kind === b.kind && a.lifetimeSeconds === b.lifetimeSeconds && a.recycleSeconds === b.recycleSeconds;

/** Runs every rule on one protocol; what a rule found before stands where it reads the same, plan and limits included. */
export function judge(protocol: Protocol, given: Case, before?: Trace): Trace {
  const { answers, path, facts, rules, readings, needs, limits } = given;
  const planned = planConnection(answers, protocol, limits, facts.thresholds);
  const last = before && before.limits === limits && samePlan(before.judged.plan, planned) ? before : undefined;
  const plan = last?.judged.plan ?? planned;
  const subject = { protocol, path, plan, heartbeatSeconds: heartbeatPeriod(limits, facts.thresholds) };
  const found = applicableRules(rules, path, protocol).map((index, place) => {
    const reading = readings[index] as Reading;
    return last && last.readings[index] === reading
      ? last.found[place]
      : runRule(rules[index] as Rule, reading, subject, limits, facts.thresholds);
  });
  const isSame = last !== undefined && found.every((finding, place) => finding === last.found[place]);
  const weight = isSame ? last.judged : weigh(protocol, path, facts, found);
  return { judged: { ...weight, plan, lead: leadOf(protocol, answers, needs) }, limits, readings, found };
}

/** The most decisive need that the protocol serves. */
function leadOf(protocol: Protocol, { useCase }: Answers, needs: readonly Finding[]): Finding | undefined {
  const served: readonly string[] = protocol.serves;
  return needs.find(
    ({ rule, outcome }) =>
      outcome === 'pass' &&
      served.includes(rule) &&
      (rule !== 'typical-use' || (useCase !== undefined && protocol.typicalFor.includes(useCase))),
  );
}

/** What the findings about a protocol come to. */
function weigh(
  protocol: Protocol,
  path: Path,
  facts: Facts,
  found: readonly (Finding | undefined)[],
): Omit<Judged, 'plan' | 'lead'> {
  const findings = found.flatMap((finding) => finding ?? []).sort(bySeverity);
  const tiered = path.tiered && protocol.crossesPlatform;
  return {
    protocol,
    findings,
    excluded: findings.some(({ outcome }) => outcome === 'blocker'),
    score: findings.reduce((sum, { weight }) => sum + (weight ?? 0), 0),
    tier: tiered ? highest(findings.map((finding) => tierOf(finding, facts))) : null,
  };
}

/**
 * Best first: allowed before excluded, the most decisive need, on the menu, the higher score, the simpler protocol. While
 * no need is known that an allowed protocol serves, taste decides nothing and the simplest comes first.
 */
export function byRank(judged: readonly Judged[], needs: readonly Finding[]) {
  const place = ({ lead }: Judged) => (lead ? needs.indexOf(lead) : needs.length);
  const isLed = judged.some(({ excluded, lead }) => !excluded && lead !== undefined);
  return (a: Judged, b: Judged) =>
    Number(a.excluded) - Number(b.excluded) ||
    place(a) - place(b) ||
    Number(b.protocol.onMenu) - Number(a.protocol.onMenu) ||
    (isLed ? b.score - a.score : 0) ||
    a.protocol.order - b.protocol.order;
}

/** Off the menu a protocol is recommended only where a need leads to it. */
export const mayWin = ({ excluded, protocol, lead }: Judged) => !excluded && (protocol.onMenu || lead !== undefined);

/** A judged protocol as the assessment tells it. */
export function toCandidate(judged: Judged, winner: Judged | undefined): Candidate {
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
