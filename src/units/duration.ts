/** Seconds in the units people use, largest first. */
export const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

export type DurationUnit = (typeof UNITS)[number][0];

/** The number of seconds in a count of units. */
export function toSeconds(count: number, unit: DurationUnit): number {
  return count * (UNITS.find(([name]) => name === unit)?.[1] ?? 1);
}

/** The largest unit that shows a number of seconds as a whole count; below a minute, or without one, seconds. */
export function splitSeconds(seconds: number): { count: number; unit: DurationUnit } {
  const unit = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? UNITS[3];
  return { count: seconds / unit[1], unit: unit[0] };
}

/** Seconds as at most two units, largest first, such as 3605 as one hour and five seconds; below a second, milliseconds. */
export function durationParts(seconds: number): { count: number; unit: DurationUnit | 'millisecond' }[] {
  if (seconds > 0 && seconds < 1) return [{ count: Math.round(seconds * 1000), unit: 'millisecond' }];
  const parts: { count: number; unit: DurationUnit }[] = [];
  let rest = Math.round(seconds * 10) / 10;
  if (rest >= 60) rest = Math.round(rest);
  for (const [unit, size] of UNITS) {
    const count = unit === 'second' ? rest : Math.floor(rest / size);
    if (count > 0) parts.push({ count: Math.round(count * 10) / 10, unit });
    rest -= Math.floor(rest / size) * size;
  }
  return parts.length === 0 ? [{ count: 0, unit: 'second' }] : parts.slice(0, 2);
}

/** The next multiple of a step, in the same unit; a value that is one already stays. */
export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
