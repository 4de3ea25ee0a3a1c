import type { Sight } from './sights.ts';

/** How far a measured time may be from the predicted one. */
export const TOLERANCE_SECONDS = 0.3;

export type Comparison = {
  /** An event that only one of the two has, or another hop, reason or ending: wrong whatever the load. */
  readonly differences: readonly string[];
  /**
   * What load alone can do, and a second run may mend: an equal event at another time, a message on the other side of
   * an end, an end so late that no clock explains it. Wrong, too, where it stays.
   */
  readonly delays: readonly string[];
  /** The largest difference between the times of equal events. */
  readonly largestSeconds: number;
};

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
/** Numbers that a moment more or less changes. */
const COUNTS: readonly Sight['kind'][] = ['waiting', 'first-message', 'last-message', 'polls'];

/** Compares what was predicted with what was measured: the same events with the same words, at about the same times. */
export function compare(predicted: readonly Sight[], measured: readonly Sight[]): Comparison {
  const differences: string[] = [];
  const delays: string[] = [];
  let largestSeconds = 0;
  const find = (sights: readonly Sight[], { connection, kind }: Sight) =>
    sights.find((sight) => sight.connection === connection && sight.kind === kind);
  const told = ({ connection, kind, text }: Sight) => `#${connection} ${kind}: ${text}`;
  for (const sight of predicted) {
    const found = find(measured, sight);
    if (!found) {
      differences.push(`predicted only: ${told(sight)}`);
      continue;
    }
    if (found.text !== sight.text) {
      const isDelay = COUNTS.includes(sight.kind) || found.isUnexplained;
      (isDelay ? delays : differences).push(`${told(sight)}, measured: ${found.text}`);
    }
    const seconds = Math.abs(found.atSeconds - sight.atSeconds);
    // Not a number where no time was measured.
    if (!(seconds <= TOLERANCE_SECONDS))
      delays.push(`${told(sight)}: ${rounded(sight.atSeconds)} s, measured at ${rounded(found.atSeconds)} s`);
    largestSeconds = Math.max(largestSeconds, seconds);
  }
  for (const sight of measured) {
    if (find(predicted, sight)) continue;
    (sight.kind === 'waiting' ? delays : differences).push(`measured only: ${told(sight)}`);
  }
  return { differences, delays, largestSeconds };
}
