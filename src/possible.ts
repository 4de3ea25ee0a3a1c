import { knownAnswers } from './answer-file.ts';
import { catalogue } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import type { Catalogue } from './engine/catalogue.ts';
import { planReads } from './engine/connection.ts';
import { judgeAll } from './engine/field.ts';
import { findPath } from './engine/path.ts';
import { completionsOf } from './outcomes.ts';
import type { AnswerFile, QuestionId } from './schema/answers.ts';
import type { Candidate, Finding } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';
import type { Protocol, ProtocolId } from './schema/protocol.ts';
import type { Tier } from './schema/tiers.ts';

type Open = readonly QuestionId[];

/** Whether one of these questions may still change a finding. */
const waits = ({ missing }: Finding, open: Open) => missing.some((id) => open.includes(id));

/** Whether an answer to one of these questions may still exclude it. */
const mayFall = ({ findings }: Candidate, open: Open) =>
  findings.some((finding) => finding.outcome === 'unknown' && finding.role !== 'preference' && waits(finding, open));

/** Where a protocol stands among the needs, the most decisive first: at best, and for certain; their number is nowhere. */
function placesOf({ serves, typicalFor }: Protocol, { needs, answers }: Verdict, open: Open) {
  const isServed = ({ rule }: Finding) => {
    if (rule !== 'typical-use') return (serves as readonly string[]).includes(rule);
    return answers.useCase === undefined ? open.includes('useCase') : typicalFor.includes(answers.useCase);
  };
  const orNowhere = (place: number) => (place < 0 ? needs.length : place);
  return {
    best: orNowhere(needs.findIndex(isServed)),
    certain: orNowhere(needs.findIndex((need) => need.outcome === 'pass' && !waits(need, open) && isServed(need))),
  };
}

/**
 * Protocols that may still be recommended when these questions are answered, best first: none of their blockers is
 * found, and no protocol that stays allowed serves a more decisive need for certain.
 */
export function stillPossible(verdict: Verdict, open: Open, { protocols }: Facts): ProtocolId[] {
  const allowed = verdict.candidates.flatMap((candidate) => {
    const protocol = protocols.find(({ id }) => id === candidate.protocol);
    return protocol && candidate.status !== 'excluded'
      ? [{ protocol, firm: !mayFall(candidate, open), ...placesOf(protocol, verdict, open) }]
      : [];
  });
  const nowhere = verdict.needs.length;
  const limit = Math.min(nowhere, ...allowed.flatMap(({ firm, certain }) => (firm ? [certain] : [])));
  return allowed
    .filter(({ protocol, best }) => best <= limit && (protocol.onMenu || best < nowhere))
    .map(({ protocol }) => protocol.id);
}

/** Ways to complete the answers the tier is read from that are all tried out; with more, every tier may be asked for. */
const MOST_COMPLETIONS = 400;
const EVERY_TIER: readonly Tier[] = [1, 2, 3];

const tierCatalogues = new WeakMap<Facts, Catalogue>();

/** The rules whose findings may ask for a tier, alone. */
function tierCatalogue(facts: Facts): Catalogue {
  const rules = catalogue.rules.filter(({ id }) => facts.tiers.findings[id]);
  const found = tierCatalogues.get(facts) ?? { ...catalogue, rules, needs: [] };
  tierCatalogues.set(facts, found);
  return found;
}

/** Tiers that these protocols may ask for when these questions are answered; null is a protocol or path without. */
export function possibleTiers(ids: readonly ProtocolId[], open: Open, file: AnswerFile, facts: Facts): (Tier | null)[] {
  const path = findPath(facts.platform, file.path);
  const protocols = facts.protocols.filter(({ id }) => ids.includes(id));
  const tiered = protocols.filter(({ crossesPlatform }) => path.tiered && crossesPlatform);
  const none = tiered.length < protocols.length ? [null] : [];
  if (tiered.length === 0) return none;
  const reading = tierCatalogue(facts);
  const read = new Set([
    ...planReads,
    ...reading.rules.flatMap(({ answers, alsoReads = [] }) => [...answers, ...alsoReads]),
  ]);
  const completions = completionsOf(
    open.filter((id) => read.has(id)),
    MOST_COMPLETIONS,
  );
  if (!completions) return [...none, ...EVERY_TIER];
  const found = completions.flatMap((more) =>
    judgeAll(knownAnswers({ ...file.answers, ...more }), path, facts, reading, tiered).ranked.map(({ tier }) => tier),
  );
  return [...new Set([...none, ...found])];
}
