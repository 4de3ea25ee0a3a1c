import type { LimitReference } from '../../schema/assessment.ts';
import type { CapacityFormula, CapacityFormulaId } from '../../schema/capacity.ts';
import type { Limit, LimitKey, ThresholdKey, Thresholds } from '../../schema/platform.ts';
import { type PathHop, referenceTo } from '../path.ts';

/** The value of a limit of a hop; null where the profile does not record it, or records 0, which plans nothing. */
export const recorded = ({ limits }: PathHop, key: LimitKey): number | null => limits[key]?.value || null;

/** The records of a hop as sources of a formula; what it lacks is left out. */
export function recordsOf(hop: PathHop, ...keys: LimitKey[]): LimitReference[] {
  return keys.flatMap((key) => {
    const limit: Limit | undefined = hop.limits[key];
    return limit ? [referenceTo(hop.id, key, limit)] : [];
  });
}

/** A threshold as the source of a formula. */
export function policyOf(thresholds: Thresholds, key: ThresholdKey): LimitReference {
  const { value, source, checked } = thresholds[key];
  return { key, value, source, checked };
}

/** One formula with its numbers. */
export const formula = (
  id: CapacityFormulaId,
  values: CapacityFormula['values'],
  result: number,
  sources: readonly LimitReference[] = [],
): CapacityFormula => ({ id, values, result, sources });

/**
 * The least whole number of replicas, workers or connections, at least 1, that together hold `needed`. The estimate is
 * corrected by `holds` itself, so that the last place of a fraction never costs a replica.
 */
export function leastThatHolds(needed: number, each: number, holds: (count: number) => number): number {
  const estimate = Math.max(1, Math.floor(needed / each));
  return holds(estimate) >= needed ? estimate : estimate + 1;
}
