import { type DurationUnit, UNITS } from './duration.ts';

/** Seconds in every unit they have, largest first; to a tenth of a second below an hour, to a second from there on. */
export function momentParts(seconds: number): { count: number; unit: DurationUnit }[] {
  const exact = Math.round(seconds * 10) / 10;
  let rest = exact < 3_600 ? exact : Math.round(exact);
  const parts: { count: number; unit: DurationUnit }[] = [];
  for (const [unit, size] of UNITS) {
    const count = unit === 'second' ? Math.round(rest * 10) / 10 : Math.floor(rest / size);
    if (count > 0) parts.push({ count, unit });
    rest -= count * size;
  }
  return parts.length === 0 ? [{ count: 0, unit: 'second' }] : parts;
}
