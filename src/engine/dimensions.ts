import type { Assessment } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { Dimension } from '../schema/tiers.ts';
import { highest, type Judged, tierOf } from './judge.ts';

/** The five subjects, each with the findings about the winner that belong to it and the highest tier they ask for. */
export function judgeDimensions(winner: Judged | undefined, facts: Facts): Assessment['dimensions'] {
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
