/** Puts a value of the domain at its place in pixels. */
export type Scale = {
  (value: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
};
type Span = readonly [number, number];

const scaleOf = (domain: Span, range: Span, share: (value: number) => number): Scale =>
  Object.assign((value: number) => range[0] + share(value) * (range[1] - range[0]), { domain, range });

/** Equal steps are equal distances. */
export function linearScale(domain: Span, range: Span): Scale {
  const length = domain[1] - domain[0] || 1;
  return scaleOf(domain, range, (value) => (value - domain[0]) / length);
}

/** Equal factors are equal distances; the domain begins above 0. */
export function logScale(domain: Span, range: Span): Scale {
  const [first, last] = [Math.log(domain[0]), Math.log(domain[1])];
  return scaleOf(domain, range, (value) => (Math.log(value) - first) / (last - first || 1));
}

/** Steps people count time in, in seconds. */
const TIME_STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600),
  ...[1, 2, 7, 14, 28].map((days) => days * 86_400),
];

/** Multiples of a step within a span; each is exact to a thousandth. */
function multiples(step: number, [from, to]: Span): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.max(0, Math.floor(to / step + 1e-9) - first + 1);
  return Array.from({ length: count }, (_, index) => Math.round((first + index) * step * 1000) / 1000);
}

/** Moments to mark on a time axis, at most so many, at the finest step people count in. */
export function timeTicks(span: Span, most: number): number[] {
  const length = span[1] - span[0];
  const longest = TIME_STEPS[TIME_STEPS.length - 1] ?? 1;
  const step = TIME_STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / longest) * longest;
  return multiples(step, span);
}

/** Numbers to mark from 0 upwards, at most so many and one: 0, 20, 40 or 0, 25, 50. The last is at least `largest`. */
export function countTicks(largest: number, most: number): number[] {
  const rough = Math.max(largest, Number.MIN_VALUE) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - 1e-12) ?? 10) * power;
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, index) => index * step);
}

/** Times on a logarithmic axis: a second, a minute and so on, and tens of them. */
const LOG_TIMES = [1, 10, 60, 600, 3_600, 36_000, 86_400, 864_000];

export const logTimeTicks = ([from, to]: Span): number[] => LOG_TIMES.filter((time) => time >= from && time <= to);
