import type { ReconnectPoint } from '../../schema/capacity.ts';

/** How streams come back again and again: every period, each time a little sooner or later. */
export type Recycling = {
  readonly periodSeconds: number;
  /** Each period varies evenly by this share either way. */
  readonly jitterRatio: number;
};

/**
 * The integral, up to a time, of the share of streams whose return number `nth` has come, when return 0 is at time 0.
 * The time of that return is a sum of `nth` evenly distributed periods, so its distribution is that of Irwin and Hall;
 * this is that distribution integrated once more.
 */
function returned(nth: number, seconds: number, recycling: Recycling | null): number {
  if (nth === 0 || recycling === null) return Math.max(0, seconds);
  const { periodSeconds, jitterRatio } = recycling;
  const widthSeconds = 2 * jitterRatio * periodSeconds;
  const place = (seconds - nth * (1 - jitterRatio) * periodSeconds) / widthSeconds;
  if (place <= 0) return 0;
  if (place >= nth) return (place - nth / 2) * widthSeconds;
  let sum = 0;
  let choices = 1;
  for (let index = 0; index < place; index += 1) {
    let power = choices;
    for (let factor = 1; factor <= nth + 1; factor += 1) power *= (place - index) / factor;
    sum += power;
    choices *= -(nth - index) / (index + 1);
  }
  return sum * widthSeconds;
}

/** Expected returns of one stream up to a time, when its first return is spread evenly over a window from time 0. */
export function expectedReturns(seconds: number, windowSeconds: number, recycling: Recycling | null): number {
  const soonest = recycling ? recycling.periodSeconds * (1 - recycling.jitterRatio) : Number.POSITIVE_INFINITY;
  let returns = 0;
  for (let nth = 0; nth === 0 || nth * soonest < seconds; nth += 1) {
    const now = returned(nth, seconds, recycling);
    returns += (now - returned(nth, seconds - windowSeconds, recycling)) / windowSeconds;
  }
  return returns;
}

/** Periods the series shows after the window. */
const PERIODS = 4;
/** Steps of the series beside the first second and the end of the window. */
const STEPS = 110;
/** Without recycling, the share of the window that is shown after its end. */
const REST = 0.25;
/** Rates are kept to six places, which no plot can show. */
const PLACES = 1e6;

/** Where the steps of the series begin: the first second and the window have one of their own. */
function edgesOf(windowSeconds: number, recycling: Recycling | null): number[] {
  const rest = recycling ? PERIODS * recycling.periodSeconds : Math.max(1, windowSeconds * REST);
  const end = windowSeconds + rest;
  const edges = new Set([0, 1, windowSeconds]);
  for (let step = 1; step <= STEPS; step += 1) {
    const edge = Math.round((end * step) / STEPS);
    if (edge > 1) edges.add(edge);
  }
  return [...edges].sort((a, b) => a - b);
}

/**
 * Reconnects per second after all streams were cut at time 0: the expectation, without chance. Means over each step, so
 * that their area is the number of reconnects.
 */
export function wavesOf(streams: number, windowSeconds: number, recycling: Recycling | null): ReconnectPoint[] {
  const edges = edgesOf(windowSeconds, recycling);
  const spread = edges.map((edge) => expectedReturns(edge, windowSeconds, recycling));
  const atOnce = edges.map((edge) => expectedReturns(edge, 1, recycling));
  const points = edges.map((afterSeconds, index): ReconnectPoint => {
    const last = Math.min(index, edges.length - 2);
    const stepSeconds = (edges[last + 1] ?? 0) - (edges[last] ?? 0);
    const rate = (returns: readonly number[]) => {
      const grown = (returns[last + 1] ?? 0) - (returns[last] ?? 0);
      return Math.max(0, Math.round(((streams * grown) / stepSeconds) * PLACES) / PLACES);
    };
    return { afterSeconds, perSecondSpread: rate(spread), perSecondAtOnce: rate(atOnce) };
  });
  return points;
}
