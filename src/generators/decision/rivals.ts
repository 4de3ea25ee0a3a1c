import type { Candidate } from '../../schema/assessment.ts';
import type { NeedId } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';

/** Protocols made for a situation, beside the recommended one. */
function servers({ verdict, facts, protocol }: GeneratorInput, need: NeedId): Candidate[] {
  return verdict.candidates.filter(
    (candidate) =>
      candidate.protocol !== protocol.id &&
      facts.protocols.some(({ id, serves }) => id === candidate.protocol && serves.includes(need)),
  );
}

/** Those that cannot do it, each with the reason that weighs most. */
export function excludedFor(input: GeneratorInput, need: NeedId): { name: string; reason: string }[] {
  return servers(input, need).flatMap(({ status, protocol, findings }) => {
    const blocker = findings.find(({ outcome }) => outcome === 'blocker');
    if (status !== 'excluded' || !blocker) return [];
    const { rule, code, data } = blocker;
    return [{ name: input.names.protocol(protocol), reason: input.names.finding(rule, code, data) }];
  });
}

/** Those that could do it as well and rank lower, by name. */
export function possibleFor(input: GeneratorInput, need: NeedId): string[] {
  return servers(input, need)
    .filter(({ status }) => status !== 'excluded')
    .map(({ protocol }) => input.names.protocol(protocol));
}

/** What set the tier, in words; nothing where everything stays within tier 1. */
export function tierReasons({ verdict, facts, names }: GeneratorInput): string[] {
  const { tier } = verdict.recommendation;
  if (tier === null || tier === 1) return [];
  const recommended = verdict.candidates.find(({ status }) => status === 'recommended');
  return (recommended?.findings ?? [])
    .filter(({ rule, code }) => facts.tiers.findings[rule]?.[code] === tier)
    .map(({ rule, code, data }) => names.finding(rule, code, data))
    .filter((text) => text !== '');
}
