import type { Answers, QuestionId } from './answers.ts';
import type { Capacity } from './capacity.ts';
import type { Component, LimitKey, LimitKind, ThresholdKey } from './platform.ts';
import type { NeedId, ProtocolId } from './protocol.ts';
import type { Target, TargetKey } from './target.ts';
import type { Dimension, Tier } from './tiers.ts';
import type { Timelines } from './timeline.ts';
import type { OpenOutcomes, WhatIf } from './what-if.ts';

/** What a rule can say of a protocol. `unknown` is an answer of its own, never read as a pass. */
export type Outcome = 'pass' | 'concern' | 'blocker' | 'not-applicable' | 'unknown';

/** exclusion: whether a protocol can do it at all. time: lifetimes, silence, load. preference: which is the better fit. */
export type RuleRole = 'exclusion' | 'time' | 'preference' | 'need';

/** Values a finding was made with; a key ends in the unit of its number. */
export type FindingData = { readonly [key: string]: number | string };

/** A limit or threshold a finding used, with the page its value was read on. */
export type LimitReference = {
  readonly key: LimitKey | ThresholdKey;
  /** Hop the limit belongs to; left out for a threshold of policy. */
  readonly hop?: string;
  readonly value: number;
  readonly source: string;
  readonly checked: string;
};

/** What one rule found about one protocol. Sentences are made from it at the very end. */
export type Finding = {
  readonly rule: string;
  readonly role: RuleRole;
  readonly dimension?: Dimension;
  readonly outcome: Outcome;
  /** The situation, a key of the rule's texts; `unanswered` when an answer is missing. */
  readonly code: string;
  readonly data: FindingData;
  /** How much a preference counts, -3 to 3; left out for other rules. */
  readonly weight?: number;
  /** Answers the finding rests on. */
  readonly answers: readonly QuestionId[];
  /** Answers that are missing; a finding may be made on the careful side and still miss one. */
  readonly missing: readonly QuestionId[];
  readonly limits: readonly LimitReference[];
};

/** How one connection is meant to live. */
export type ConnectionPlan = {
  /** single: one connection for the whole run. recycled: the server ends it in time and the client comes back. */
  readonly kind: 'single' | 'recycled' | 'short' | 'bypass';
  /** How long one connection must live unbroken; `undefined` when that is not known. */
  readonly lifetimeSeconds: number | 'open-ended' | undefined;
  /** When the server ends a connection on purpose; only for `recycled`. */
  readonly recycleSeconds?: number;
};

type CandidateStatus = 'recommended' | 'possible' | 'possible-with-conditions' | 'excluded';

export type Candidate = {
  readonly protocol: ProtocolId;
  readonly status: CandidateStatus;
  readonly onMenu: boolean;
  /** The most decisive situation it is the natural choice for, if one holds. */
  readonly need?: NeedId;
  /** Sum of the weights of its preference findings. */
  readonly score: number;
  /** Tier this design would ask for; null where no tier applies. */
  readonly tier: Tier | null;
  /** All findings, worst first. */
  readonly findings: readonly Finding[];
  /** What would have to change for it to win: answers that rule it out, or the situation that favours another. */
  readonly toWin: { readonly answers: readonly QuestionId[]; readonly insteadOf?: NeedId };
};

export type HopVerdict = 'holds' | 'raise' | 'cannot' | 'unknown';

/** One limit the connection meets on its way. */
export type HopLimit = {
  readonly hop: string;
  readonly component: Component;
  readonly limit: LimitKey;
  readonly kind: LimitKind;
  /** Today's value, in the unit its key ends in. */
  readonly today: number;
  /** Value this design needs; null when it cannot be told yet or nothing bounds it. */
  readonly needed: number | null;
  /** Value to configure: today's when it holds, the raised one otherwise; null when no permitted value is enough. */
  readonly proposed: number | null;
  readonly verdict: HopVerdict;
  /** Whether this is the limit that fires first. */
  readonly bottleneck: boolean;
  readonly source: string;
  readonly checked: string;
};

export type OpenQuestion = {
  readonly question: QuestionId;
  /** How many findings wait for it; more is more influential. */
  readonly findings: number;
};

export type Action = {
  readonly owner: 'team' | 'platform';
  /** checklist: an item of the protocol's list. limit: raise a limit. finding: what a concern asks to do. */
  readonly kind: 'checklist' | 'limit' | 'setting' | 'finding';
  /** Text key: the checklist item, the limit key, the setting, or `rule.code`. */
  readonly id: string;
  readonly data: FindingData;
};

export type ConfidenceLevel = 'high' | 'medium' | 'low';

/** What a generated file is written in. */
export type FileLanguage =
  | 'nginx'
  | 'yaml'
  | 'json'
  | 'mermaid'
  | 'markdown'
  | 'shell'
  | 'typescript'
  | 'javascript'
  | 'python'
  | 'go';

export type GeneratedFile = {
  /** Name within the set, with forward slashes where files stand together in a folder. */
  readonly name: string;
  /** Id of the generator that made it; files of one kind are shown together. */
  readonly kind: string;
  /** Text keys of the generated files' words: what it is for, and where it goes. */
  readonly purpose: string;
  readonly place: string;
  readonly language: FileLanguage;
  readonly text: string;
};

/** A kind of file that was not made. */
export type AbsentFiles = {
  readonly kind: string;
  /** Text key of the reason. */
  readonly why: string;
};

/** What `advise()` returns: one JSON value, the same bytes for the same input. */
export type Assessment = {
  readonly version: 1;
  readonly rules: string;
  readonly profile: string;
  readonly path: string;
  readonly recommendation: {
    /** null when no protocol on or off the menu fits. */
    readonly protocol: ProtocolId | null;
    /** Protocols that go with it, such as a stream that watches a job. */
    readonly companions: readonly ProtocolId[];
    readonly tier: Tier | null;
    readonly confidence: { readonly level: ConfidenceLevel; readonly open: readonly QuestionId[] };
    readonly plan: ConnectionPlan;
    readonly recycleSeconds: number | null;
    readonly heartbeatSeconds: number | null;
  };
  readonly dimensions: {
    readonly [K in Dimension]: { readonly tier: Tier | null; readonly findings: readonly Finding[] };
  };
  readonly candidates: readonly Candidate[];
  readonly needs: readonly Finding[];
  readonly hops: readonly HopLimit[];
  readonly openQuestions: readonly OpenQuestion[];
  readonly actions: readonly Action[];
  /** What the design holds open at peak, hop by hop, and how often it comes back. */
  readonly capacity: Capacity;
  /** What happens to one connection, today and with the advice followed. */
  readonly timeline: Timelines;
  /** Single answers whose change would make the advice better, the most helpful first. */
  readonly whatIf: readonly WhatIf[];
  /** What each open question can still lead to, the most decisive first. */
  readonly openOutcomes: readonly OpenOutcomes[];
  readonly files: readonly GeneratedFile[];
  /** Kinds of files that do not apply here, with the reason; empty when no protocol fits. */
  readonly absentFiles: readonly AbsentFiles[];
  /** What the files are written for, chosen or following from the path. */
  readonly target: Target;
  /** Choices that change the files of a kind, by the kind; a kind without one is left out. */
  readonly targetChoices: { readonly [kind: string]: readonly TargetKey[] };
  /** Answers that took part, after those of questions that do not apply were left out. */
  readonly answers: Answers;
};
