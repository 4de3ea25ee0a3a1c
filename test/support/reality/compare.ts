import type { Sight } from './sights.ts';

/** How far a measured time may be from the predicted one. */
export const TOLERANCE_SECONDS = 0.3;

export type Comparison = {
  /** Events that one of the two has and the other not; they count whatever the load. */
  readonly differences: readonly string[];
  /** Equal events at other times; under load worth a second run. */
  readonly late: readonly string[];
  /** The largest difference between the times of equal events. */
  readonly largestSeconds: number;
};

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Compares what was predicted with what was measured: the same events in the same order, at about the same times. */
export function compare(predicted: readonly Sight[], measured: readonly Sight[]): Comparison {
  const told = ({ connection, text }: Sight) => `#${connection} ${text}`;
  const expected = predicted.map(told);
  const found = measured.map(told);
  const differences = [
    ...expected.filter((one) => !found.includes(one)).map((one) => `predicted only: ${one}`),
    ...found.filter((one) => !expected.includes(one)).map((one) => `measured only: ${one}`),
  ];
  if (differences.length === 0 && expected.join('\n') !== found.join('\n'))
    differences.push(`predicted ${expected.join('; ')}, measured ${found.join('; ')}`);
  if (differences.length > 0) return { differences, late: [], largestSeconds: Number.POSITIVE_INFINITY };
  const gaps = predicted.map((sight, index) => {
    const { atSeconds = Number.NaN } = measured[index] ?? {};
    const gap = Math.abs(atSeconds - sight.atSeconds);
    return { gap: Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap, sight, atSeconds };
  });
  const late = gaps
    .filter(({ gap }) => gap > TOLERANCE_SECONDS)
    .map(({ sight, atSeconds }) => `${told(sight)}: predicted ${sight.atSeconds} s, measured ${rounded(atSeconds)} s`);
  return { differences, late, largestSeconds: Math.max(0, ...gaps.map(({ gap }) => gap)) };
}
