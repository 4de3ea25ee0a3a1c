import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedReturns, type Recycling, wavesOf } from '../../src/engine/capacity/waves.ts';
import type { ReconnectPoint } from '../../src/schema/capacity.ts';

type Line = 'perSecondSpread' | 'perSecondAtOnce';
const usual: Recycling = { periodSeconds: 240, jitterRatio: 0.1 };

/** Reconnects up to a time by the points of a series: each rate holds until the next point. */
function areaOf(points: readonly ReconnectPoint[], line: Line, upToSeconds = Number.POSITIVE_INFINITY): number {
  return points.reduce((sum, point, index) => {
    const end = Math.min(points[index + 1]?.afterSeconds ?? point.afterSeconds, upToSeconds);
    return sum + point[line] * Math.max(0, end - point.afterSeconds);
  }, 0);
}

/** A sequence of numbers from 0 to 1 that is the same each time: a linear congruential generator of 32 bits. */
function sequence(): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The times at which so many streams come back, played through one by one. */
function playedThrough(streams: number, windowSeconds: number, endSeconds: number, recycling: Recycling): number[] {
  const next = sequence();
  return Array.from({ length: streams }).flatMap(() => {
    const times: number[] = [];
    for (let at = next() * windowSeconds; at <= endSeconds; ) {
      times.push(at);
      at += recycling.periodSeconds * (1 + recycling.jitterRatio * (2 * next() - 1));
    }
    return times;
  });
}

describe('expected returns of one stream', () => {
  test.each([
    ['at the start', 0, 1, 0],
    ['half-way through the window', 60, 120, 0.5],
    ['at the end of the window', 120, 120, 1],
    ['before the first recycling can begin', 215, 1, 1],
    ['in the middle of the first wave: half of the streams', 240.5, 1, 1.5],
    ['after it', 266, 1, 2],
    ['in the middle of the second', 480.5, 1, 2.5],
    ['after it, before the third', 640, 1, 3],
  ])('%s', (_, seconds, windowSeconds, expected) => {
    expect(expectedReturns(seconds, windowSeconds, usual)).toBeCloseTo(expected, 6);
  });

  test('without recycling there is one', () => expect(expectedReturns(10_000, 240, null)).toBe(1));
});

describe('a herd of 12,000', () => {
  const points = wavesOf(12_000, 240, usual);

  test('comes back in the first second, or evenly over the window', () => {
    expect(points[0]).toEqual({ afterSeconds: 0, perSecondSpread: 50, perSecondAtOnce: 12_000 });
    expect(points.find(({ afterSeconds }) => afterSeconds > 100)?.perSecondSpread).toBe(50);
    expect(points.find(({ afterSeconds }) => afterSeconds > 100)?.perSecondAtOnce).toBe(0);
  });

  test('has come back once before the first recycling', () => {
    expect(areaOf(points, 'perSecondAtOnce', 207)).toBeCloseTo(12_000, 3);
  });

  test('each wave is lower than the one before: the first is even over 48 s', () => {
    const highest = (from: number, to: number) =>
      Math.max(
        ...points.filter(({ afterSeconds: at }) => at > from && at < to).map(({ perSecondAtOnce }) => perSecondAtOnce),
      );
    const waves = [240, 480, 720, 960].map((middle) => highest(middle - 120, middle + 120));
    expect(waves[0]).toBeCloseTo(250, 3);
    expect([...waves].sort((a, b) => b - a)).toEqual(waves);
    expect(new Set(waves).size).toBe(4);
  });

  test.each<[Line, number]>([
    ['perSecondAtOnce', 1],
    ['perSecondSpread', 240],
  ])('%s is what 20,000 streams do when they are played through', (line, windowSeconds) => {
    const streams = 20_000;
    const series = wavesOf(streams, 240, usual);
    const end = series.at(-1)?.afterSeconds ?? 0;
    const times = playedThrough(streams, windowSeconds, end, usual);
    expect(areaOf(series, line) / times.length).toBeCloseTo(1, 2);
    for (const [index, point] of series.slice(0, -1).entries()) {
      const until = series[index + 1]?.afterSeconds ?? 0;
      const played = times.filter((at) => at >= point.afterSeconds && at < until).length;
      const expected = point[line] * (until - point.afterSeconds);
      // Six standard deviations of a count.
      expect(Math.abs(played - expected)).toBeLessThan(6 * Math.sqrt(expected + 1));
    }
  });
});

test('any series is bounded, rises in time, and holds as many reconnects as are expected', () => {
  const recyclings = fc.option(
    fc.record({
      periodSeconds: fc.integer({ min: 1, max: 100_000 }),
      jitterRatio: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    }),
    { nil: null },
  );
  const windows = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), windows, recyclings, (streams, window, recycling) => {
      const windowSeconds = Math.min(window, recycling?.periodSeconds ?? window);
      const points = wavesOf(streams, windowSeconds, recycling);
      const end = points.at(-1)?.afterSeconds ?? 0;
      expect(points.length).toBeLessThanOrEqual(120);
      expect(end).toBeGreaterThanOrEqual(windowSeconds);
      for (const [index, { afterSeconds, perSecondAtOnce, perSecondSpread }] of points.entries()) {
        expect(afterSeconds).toBeGreaterThan(points[index - 1]?.afterSeconds ?? -1);
        expect([perSecondAtOnce, perSecondSpread].every((rate) => Number.isFinite(rate) && rate >= 0)).toBe(true);
      }
      const lines: [Line, number][] = [
        ['perSecondAtOnce', 1],
        ['perSecondSpread', windowSeconds],
      ];
      for (const [line, spreadSeconds] of lines) {
        const expected = streams * expectedReturns(end, spreadSeconds, recycling);
        expect(Math.abs(areaOf(points, line) - expected)).toBeLessThan(1e-6 * expected + 1e-6 * end);
        if (!recycling) expect(expected).toBe(streams);
      }
    }),
    { numRuns: 400 },
  );
});
