/** Durations and sizes of this product have at most four digits. */
const MOST_COUNT = 9999;
const UNITS = [
  ['s', 1],
  ['m', 60],
  ['h', 3600],
] as const;

/** Seconds as this product takes a duration, rounded up to the smallest unit whose count fits: 86,400 are `1440m`. */
export function duration(seconds: number): string {
  for (const [unit, size] of UNITS) {
    const count = Math.max(1, Math.ceil(seconds / size));
    if (count <= MOST_COUNT) return `${count}${unit}`;
  }
  return `${MOST_COUNT}h`;
}

const SIZES = ['', 'k', 'm', 'g'] as const;
const BYTES: { readonly [unit in (typeof SIZES)[number]]: number } = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** A size of Nginx as this product takes it: pattern `^\d{1,4}(k|m|g)?$`, rounded up where it has more digits. */
export function size(text: string): string {
  const [, count = '0', unit = ''] = /^(\d+)([km]?)$/.exec(text) ?? [];
  const bytes = Number(count) * BYTES[unit as keyof typeof BYTES];
  const fitting = SIZES.slice(SIZES.indexOf(unit as keyof typeof BYTES)).find(
    (known) => Math.ceil(bytes / BYTES[known]) <= MOST_COUNT,
  );
  return fitting === undefined ? '0' : `${Math.ceil(bytes / BYTES[fitting])}${fitting}`;
}
