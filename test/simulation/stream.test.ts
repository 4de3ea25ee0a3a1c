import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patternOf } from '../../src/simulation/pattern.ts';
import {
  beatsUpTo,
  bothQuietFrom,
  firstMessage,
  headersAt,
  messagesBefore,
  messagesUpTo,
  quietFrom,
  type Stream,
} from '../../src/simulation/stream.ts';

/** Whole milliseconds, so that a stream can be followed step by step within reach. */
const MILLI = 1_000;
const END = 400 * MILLI;
const NEVER = Number.POSITIVE_INFINITY;
const milliseconds = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((value) => value / 1_000);

const anySending = fc.record(
  {
    firstSeconds: milliseconds(0, 60),
    everySeconds: milliseconds(1, 40),
    messagesPerBurst: fc.integer({ min: 1, max: 5 }),
    pauseSeconds: milliseconds(1, 80),
    messages: fc.integer({ min: 0, max: 12 }),
  },
  { requiredKeys: ['firstSeconds', 'everySeconds'] },
);

const anyStream: fc.Arbitrary<Stream> = fc
  .record({
    sends: fc.option(anySending, { nil: undefined }),
    start: fc.integer({ min: 0, max: 100 }),
    headers: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    beat: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  })
  .map(({ sends, start, headers, beat }) => {
    const pattern = sends && patternOf(sends, 0, NEVER);
    const from = pattern ? Math.max(0, messagesBefore({ pattern, from: 0 } as Stream, start * MILLI)) : 0;
    const stream = { start: start * MILLI, from, greets: false, beat: beat === undefined ? NEVER : beat * MILLI };
    const first = pattern ? firstMessage({ ...stream, headers: NEVER, pattern }) : NEVER;
    const wanted = headers === undefined ? NEVER : (start + headers) * MILLI;
    return { ...stream, headers: wanted === NEVER ? NEVER : Math.min(wanted, first), ...(pattern && { pattern }) };
  });

type Sent = { readonly at: number; readonly kind: 'headers' | 'message' | 'beat' };

/** What a stream sends, found step by step: nothing here is in closed form. */
function follow(stream: Stream): Sent[] {
  const sent: Sent[] = [];
  let last = stream.headers === NEVER ? stream.start : stream.headers;
  let messages = 0;
  for (let at = stream.start; at <= END; at += MILLI) {
    if (at === stream.headers) sent.push({ at, kind: 'headers' });
    const due = messagesUpTo(stream, at);
    if (due > messages) {
      messages = due;
      last = at;
      sent.push({ at, kind: 'message' });
    } else if (at > last && at - last === stream.beat) {
      last = at;
      sent.push({ at, kind: 'beat' });
    }
  }
  return sent;
}

/** The first moment from `time` after which nothing is sent for so long, found step by step. */
function quietByStep(moments: readonly number[], time: number, length: number): number {
  let at = time;
  for (const next of moments.filter((moment) => moment > time)) {
    if (next - at >= length) return at;
    at = next;
  }
  return END - at >= length ? at : NEVER;
}

const RUNS = { numRuns: 800 };

describe('in closed form as step by step', () => {
  test('messages come when the pattern says', () => {
    const times = (sends: Parameters<typeof patternOf>[0]) => {
      const stream = {
        pattern: patternOf(sends, 0, NEVER),
        start: 0,
        from: 0,
        headers: NEVER,
        greets: false,
        beat: NEVER,
      };
      return follow(stream).map(({ at }) => at / MILLI);
    };
    const bursts = { firstSeconds: 0.001, everySeconds: 0.001, messagesPerBurst: 3, pauseSeconds: 0.01, messages: 5 };
    expect(times(bursts)).toEqual([1, 2, 3, 13, 14]);
    expect(times({ firstSeconds: 0, everySeconds: 0.1 })).toEqual([0, 100, 200, 300, 400]);
    expect(times({ firstSeconds: 0.005, everySeconds: 1, messagesPerBurst: 1, pauseSeconds: 0.15 })).toEqual([
      5, 155, 305,
    ]);
  });

  test('heartbeats fill every silence, and none comes together with a message', () => {
    fc.assert(
      fc.property(anyStream, fc.integer({ min: 0, max: 400 }), (stream, milli) => {
        const time = milli * MILLI;
        const beats = follow(stream).filter(({ at, kind }) => kind === 'beat' && at <= time);
        expect(beatsUpTo(stream, time)).toBe(beats.length);
      }),
      RUNS,
    );
  });

  test('headers come with the first byte, or before it', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const first = follow(stream)[0]?.at ?? NEVER;
        if (first !== NEVER || headersAt(stream) <= END) expect(headersAt(stream)).toBe(first);
      }),
      RUNS,
    );
  });

  test('the first silence of some length is found', () => {
    fc.assert(
      fc.property(anyStream, fc.integer({ min: 1, max: 90 }), (stream, milli) => {
        const length = milli * MILLI;
        const expected = quietByStep(
          follow(stream).map(({ at }) => at),
          stream.start,
          length,
        );
        const found = quietFrom(stream, stream.start, length);
        if (expected !== NEVER || found + length <= END) expect(found).toBe(expected);
      }),
      RUNS,
    );
  });

  test('the first silence of two sides together is found', () => {
    fc.assert(
      fc.property(anyStream, anyStream, fc.integer({ min: 1, max: 90 }), (one, second, milli) => {
        const length = milli * MILLI;
        const other = { ...second, start: one.start, headers: NEVER };
        const from = other.pattern ? Math.max(0, messagesBefore({ ...other, from: 0 }, one.start)) : 0;
        const both = { ...other, from };
        const moments = [...follow(one), ...follow(both)].map(({ at }) => at).sort((a, b) => a - b);
        const expected = quietByStep(moments, one.start, length);
        const found = bothQuietFrom(one, both, one.start, length);
        if (expected !== NEVER || found + length <= END) expect(found).toBe(expected);
      }),
      RUNS,
    );
  });
});

test('a hundred years of messages take no time', () => {
  const pattern = patternOf({ firstSeconds: 0.02, everySeconds: 0.02 }, 0, 3_153_600_000 * 1e6);
  expect(pattern.count).toBe(157_680_000_000);
});
