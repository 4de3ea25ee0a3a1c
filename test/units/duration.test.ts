import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationParts, roundUp, splitSeconds, toSeconds } from '../../src/units/duration.ts';

test.each([
  [0, { count: 0, unit: 'second' }],
  [0.2, { count: 0.2, unit: 'second' }],
  [59, { count: 59, unit: 'second' }],
  [60, { count: 1, unit: 'minute' }],
  [61, { count: 61, unit: 'second' }],
  [3600, { count: 1, unit: 'hour' }],
  [5400, { count: 90, unit: 'minute' }],
  [86_400, { count: 1, unit: 'day' }],
] as const)('%s s is shown in the largest unit that is whole', (seconds, expected) => {
  expect(splitSeconds(seconds)).toEqual(expected);
});

test('splitting and joining gives the same seconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_153_600_000 }), (seconds) => {
      const { count, unit } = splitSeconds(seconds);
      expect(toSeconds(count, unit)).toBe(seconds);
    }),
  );
});

test.each([
  [0, [[0, 'second']]],
  [0.05, [[50, 'millisecond']]],
  [1.5, [[1.5, 'second']]],
  [
    90,
    [
      [1, 'minute'],
      [30, 'second'],
    ],
  ],
  [3600, [[1, 'hour']]],
  [
    3605,
    [
      [1, 'hour'],
      [5, 'second'],
    ],
  ],
  [
    90_061,
    [
      [1, 'day'],
      [1, 'hour'],
    ],
  ],
])('%s s is said in at most two units', (seconds, expected) => {
  expect(durationParts(seconds).map(({ count, unit }) => [count, unit])).toEqual(expected);
});

test('a multiple stays, anything else goes up', () => {
  expect([roundUp(60, 60), roundUp(61, 60), roundUp(0, 60)]).toEqual([60, 120, 0]);
});
