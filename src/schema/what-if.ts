import type { GivenAnswers, QuestionId } from './answers.ts';
import type { ProtocolId } from './protocol.ts';
import type { Tier } from './tiers.ts';

/** What an assessment comes out as, in short. */
export type Standing = { readonly protocol: ProtocolId | null; readonly tier: Tier | null };

/**
 * What a changed answer wins. fits: something fits at all. tier: a lower tier. blocker: a limit that no permitted value
 * satisfied is out of the way. exception: fewer limits have to be raised. simpler: a simpler protocol does.
 */
export type Gain = 'fits' | 'tier' | 'blocker' | 'exception' | 'simpler';

/** One answer that would make the advice better, all others staying as they are. */
export type WhatIf = {
  readonly question: QuestionId;
  /** The whole answer, as an answer file would hold it. */
  readonly answer: NonNullable<GivenAnswers[QuestionId]>;
  /** instead: another option. at-most, at-least: a number. with, without: one more or one less entry of a list. */
  readonly change: 'instead' | 'at-most' | 'at-least' | 'with' | 'without';
  /** The option, entry or number that makes the difference. */
  readonly value: string | number;
  readonly from: Standing;
  readonly to: Standing;
  readonly gains: readonly Gain[];
};

/** What the answers to one open question can still lead to, each outcome once. */
export type OpenOutcomes = { readonly question: QuestionId; readonly outcomes: readonly Standing[] };
