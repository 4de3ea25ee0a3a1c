import type { Answers, QuestionId } from '../schema/answers.ts';
import type { ConnectionPlan, Finding, FindingData, LimitReference, RuleRole } from '../schema/assessment.ts';
import type { ThresholdKey, Thresholds } from '../schema/platform.ts';
import type { NeedId, Protocol } from '../schema/protocol.ts';
import type { Dimension } from '../schema/tiers.ts';
import type { Path, PathLimitKey, PathLimits } from './path.ts';
import type { Ternary } from './ternary.ts';

/** What a rule's check returns; the engine adds the rule, the answers and the limits. */
export type Found = {
  readonly outcome: Finding['outcome'];
  readonly code: string;
  readonly data: FindingData;
  readonly weight?: number;
  readonly missing?: readonly QuestionId[];
};

/** It was checked and it is fine. */
export const pass = (code: string, data: FindingData = {}): Found => ({ outcome: 'pass', code, data });
/** It works, on a condition or with a loss. */
export const concern = (code: string, data: FindingData = {}): Found => ({ outcome: 'concern', code, data });
/** It cannot work; the protocol is excluded. */
export const blocker = (code: string, data: FindingData = {}): Found => ({ outcome: 'blocker', code, data });
/** The rule has nothing to say here. */
export const notApplicable = (): Found => ({ outcome: 'not-applicable', code: 'not-applicable', data: {} });
/** It cannot be told: these answers are missing. */
export const unknown = (...missing: QuestionId[]): Found => ({
  outcome: 'unknown',
  code: 'unanswered',
  data: {},
  missing,
});
/** A better fit, by 1 to 3. */
export const favours = (code: string, weight: 1 | 2 | 3, data: FindingData = {}): Found => ({
  ...pass(code, data),
  weight,
});
/** A worse fit, by 1 to 3; not a condition. */
export const disfavours = (code: string, weight: 1 | 2 | 3, data: FindingData = {}): Found => ({
  ...concern(code, data),
  weight: -weight,
});

/** What a rule may compare with: limits of the path, and thresholds of policy. */
export type LimitName = PathLimitKey | ThresholdKey;

/** What a check is about, beside the answers and limits it declared. */
export type Subject = {
  readonly protocol: Protocol;
  readonly path: Path;
  readonly plan: ConnectionPlan;
  /** Heartbeat period that every idle cap of this path allows. */
  readonly heartbeatSeconds: number;
};

type Known<A extends QuestionId> = { readonly [K in A]-?: NonNullable<Answers[K]> };
type Maybe<A extends QuestionId> = { readonly [K in A]?: Answers[K] };

/**
 * One judgement about one protocol. `answers` are all needed: while one is missing the engine answers `unknown` for the
 * rule. `alsoReads` may be missing; the check then decides, and names with `unknown()` what it waits for.
 * A declared limit that the path does not have makes the rule not applicable. The types show a check the answers it
 * declared and no others; a test watches that it reads no others either.
 */
export type RuleOf<A extends QuestionId, O extends QuestionId, L extends LimitName, M extends LimitName> = {
  readonly id: string;
  readonly role: Exclude<RuleRole, 'need'>;
  readonly dimension?: Dimension;
  readonly answers: readonly A[];
  readonly alsoReads?: readonly O[];
  readonly limits?: readonly L[];
  /** Limits that the path may lack; the check then sees `undefined`. */
  readonly limitsIfAny?: readonly M[];
  /** Whether the rule concerns this protocol at all. */
  readonly appliesTo: (protocol: Protocol, path: Path) => boolean;
  readonly check: (
    answers: Known<A> & Maybe<O>,
    limits: { readonly [K in L]: number } & { readonly [K in M]?: number },
    subject: Subject,
  ) => Found;
};
/** A rule as the engine handles it, whatever it reads. */
export type Rule = RuleOf<QuestionId, QuestionId, LimitName, LimitName>;

/** Declares a rule; its check sees the answers and limits it declared and no others. */
export function defineRule<
  const A extends QuestionId = never,
  const O extends QuestionId = never,
  const L extends LimitName = never,
  const M extends LimitName = never,
>(rule: RuleOf<A, O, L, M>): Rule {
  return rule as unknown as Rule;
}

/** A situation that makes some protocols the natural choice; content says which protocols serve it. */
export type NeedOf<A extends QuestionId, L extends ThresholdKey> = {
  readonly id: NeedId;
  readonly answers: readonly A[];
  readonly limits?: readonly L[];
  /** Whether the situation holds. `careful`: it may, and the careful choice is to act as if it did. */
  readonly holds: (answers: Maybe<A>, limits: { readonly [K in L]: number }, path: Path) => Ternary | 'careful';
};
export type Need = NeedOf<QuestionId, ThresholdKey>;

/** Declares a need. */
export function defineNeed<const A extends QuestionId, const L extends ThresholdKey = never>(need: NeedOf<A, L>): Need {
  return need as unknown as Need;
}

function isThreshold(name: LimitName, thresholds: Thresholds): name is ThresholdKey {
  return name in thresholds;
}

const NONE: readonly never[] = [];
const NO_LIMITS = { values: {}, references: [] };

/** The values of limits and where they come from; `undefined` when the path lacks one that is needed. */
function resolve(
  needed: readonly LimitName[],
  ifAny: readonly LimitName[],
  pathLimits: PathLimits,
  thresholds: Thresholds,
) {
  if (needed.length === 0 && ifAny.length === 0) return NO_LIMITS;
  const values: { [key: string]: number } = {};
  const references: LimitReference[] = [];
  for (const name of [...needed, ...ifAny]) {
    if (isThreshold(name, thresholds)) {
      const { value, source, checked } = thresholds[name];
      values[name] = value;
      references.push({ key: name, value, source, checked });
      continue;
    }
    const limit = pathLimits[name];
    if (limit) {
      values[name] = limit.value;
      references.push(...limit.references);
    } else if (needed.includes(name)) return undefined;
  }
  return { values, references };
}

/** What a rule reads of one set of answers; the same for every protocol it is run on. */
export type Reading = {
  readonly answers: Answers;
  /** Answers it reads that are known. */
  readonly known: readonly QuestionId[];
  /** Answers it needs that are missing. */
  readonly missing: readonly QuestionId[];
  /** Questions that do not apply to these answers; nothing waits for them. */
  readonly notAsked: readonly QuestionId[];
};

type Reader = { readonly answers: readonly QuestionId[]; readonly alsoReads?: readonly QuestionId[] };

/**
 * Looks up what a rule or need reads; done once, before the rule is run on every protocol. The reading before this one
 * is returned again where nothing that is read has changed since.
 */
export function readFor(
  reader: Reader,
  answers: Answers,
  notAsked: readonly QuestionId[] = [],
  before?: Reading,
): Reading {
  const reads = reader.alsoReads ? [...reader.answers, ...reader.alsoReads] : reader.answers;
  const isSame = (id: QuestionId) =>
    before?.answers[id] === answers[id] &&
    (answers[id] !== undefined || before?.notAsked.includes(id) === notAsked.includes(id));
  if (before && reads.every(isSame)) return before;
  const known = reads.filter((id) => answers[id] !== undefined);
  return { answers, known, missing: reader.answers.filter((id) => answers[id] === undefined), notAsked };
}

/** Runs one rule that concerns a protocol, and signs the finding with what it was made from. */
export function runRule(
  rule: Rule,
  reading: Reading,
  subject: Subject,
  pathLimits: PathLimits,
  thresholds: Thresholds,
): Finding | undefined {
  const resolved = resolve(rule.limits ?? NONE, rule.limitsIfAny ?? NONE, pathLimits, thresholds);
  if (!resolved) return undefined;
  const { answers, known, missing, notAsked } = reading;
  const found =
    missing.length > 0
      ? unknown(...missing)
      : rule.check(answers as Parameters<Rule['check']>[0], resolved.values as Parameters<Rule['check']>[1], subject);
  if (found.outcome === 'not-applicable') return undefined;
  const waitsFor = found.missing?.filter((id) => answers[id] === undefined && !notAsked.includes(id)) ?? NONE;
  // What waits only for questions that do not apply has nothing to say.
  if (found.outcome === 'unknown' && waitsFor.length === 0) return undefined;
  const { id, role, dimension } = rule;
  const { outcome, code, data, weight } = found;
  const finding = {
    rule: id,
    role,
    outcome,
    code,
    data,
    answers: known,
    missing: waitsFor,
    limits: resolved.references,
  };
  if (dimension) return weight === undefined ? { ...finding, dimension } : { ...finding, dimension, weight };
  return weight === undefined ? finding : { ...finding, weight };
}

/** Looks whether one need holds; a finding only when it does, may, or waits for an answer to a question that is asked. */
export function runNeed(
  need: Need,
  answers: Answers,
  path: Path,
  thresholds: Thresholds,
  notAsked: readonly QuestionId[] = [],
): Finding | undefined {
  const resolved = resolve(need.limits ?? [], [], {}, thresholds);
  const holds = need.holds(answers, (resolved?.values ?? {}) as { [K in ThresholdKey]: number }, path);
  const missing = need.answers.filter((id) => answers[id] === undefined && !notAsked.includes(id));
  if (holds === false || (holds === undefined && missing.length === 0)) return undefined;
  return {
    rule: need.id,
    role: 'need',
    outcome: holds === undefined ? 'unknown' : 'pass',
    code: holds === undefined ? 'unanswered' : 'needed',
    data: {},
    answers: need.answers.filter((id) => answers[id] !== undefined),
    missing: holds === true ? [] : missing,
    limits: resolved?.references ?? [],
  };
}
