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
  readonly limitsOf: (protocol: Protocol) => PathLimits;
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

/** Runs every rule on one protocol. */
export function judge(protocol: Protocol, { answers, path, facts, rules, readings, needs, limitsOf }: Case): Judged {
  const limits = limitsOf(protocol);
  const plan = planConnection(answers, protocol, limits, facts.thresholds);
  const heartbeatSeconds = heartbeatPeriod(limits, facts.thresholds);
  const subject = { protocol, path, plan, heartbeatSeconds };
  const findings: Finding[] = [];
  for (const index of applicableRules(rules, path, protocol)) {
    const finding = runRule(rules[index] as Rule, readings[index] as Reading, subject, limits, facts.thresholds);
    if (finding) findings.push(finding);
  }
  findings.sort(bySeverity);
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
