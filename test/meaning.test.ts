import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPath } from '../src/engine/path.ts';
import { sayInterface } from '../src/islands/words.ts';
import { meaningOf } from '../src/meaning.ts';
import { questions } from '../src/questions/index.ts';
import type { Answers, QuestionId } from '../src/schema/answers.ts';
import { locales } from '../src/schema/texts.ts';
import { anyAnswers, anyPath } from './support/arbitrary-answers.ts';
import { facts } from './support/facts.ts';
import { fileOf } from './support/generator-input.ts';
import { texts } from './support/texts.ts';

const NUMERIC = questions.filter(({ kind }) => kind === 'duration' || kind === 'count');
const paths = Object.keys(facts.platform.paths);
const { thresholds } = facts;
const keyOf = (id: QuestionId, answers: Answers, path?: string) =>
  meaningOf(id, fileOf({ answers, ...(path !== undefined && { path }) }), facts)?.key;

test('every number has a meaning on every path, in words of both languages; nothing given has none', () => {
  const says = locales.map((locale) => {
    const { interface: rooms, questions: named, platform } = texts(locale);
    return sayInterface(rooms, { questions: named, hops: platform.hops }, locale);
  });
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => {
      for (const { id } of NUMERIC) {
        const meaning = meaningOf(id, fileOf({ answers, path }), facts);
        expect(meaning === undefined).toBe(answers[id] === undefined);
        for (const say of says)
          if (meaning) expect(say(`meaning.${meaning.key}`, meaning.data)).not.toMatch(/undefined|NaN|[{}]/);
      }
    }),
    { numRuns: 1_000 },
  );
});

describe.each(paths)('on %s, at each limit exactly', (path) => {
  const { tiered, hops } = findPath(facts.platform, path);
  const run = (longestRunSeconds: number) => keyOf('longestRunSeconds', { longestRunSeconds }, path);
  const standard = thresholds.standardLifetimeSeconds.value;
  const extended = thresholds.extendedLifetimeSeconds.value;

  test('the run against the tiers', () => {
    const keys = [
      thresholds.standardWarningSeconds.value,
      thresholds.standardWarningSeconds.value + 1,
      standard - 1,
      standard,
      standard + 1,
      thresholds.extendedWarningSeconds.value,
      thresholds.extendedWarningSeconds.value + 1,
      extended - 1,
      extended,
      extended + 1,
    ].map(run);
    const expected =
      'runStandard runNearStandard runNearStandard runAtStandard runExtended runExtended runNearExtended runNearExtended runAtExtended runBeyond';
    expect(keys).toEqual(tiered ? expected.split(' ') : keys.map(() => 'runUntiered'));
    expect(keyOf('longestRunSeconds', { longestRunSeconds: 'open-ended' }, path)).toBe(
      tiered ? 'runEndless' : 'runEndlessUntiered',
    );
  });

  const idle = hops.flatMap(({ limits }) => limits.proxyReadTimeoutSeconds?.value ?? []);
  const cap = idle.length > 0 ? Math.min(...idle) : undefined;
  const careful = thresholds.silenceSeconds.value;

  test('silence against the shortest limit, and what other networks allow', () => {
    const silence = (longestSilenceSeconds: number, heartbeat?: 'yes' | 'no') =>
      keyOf('longestSilenceSeconds', { longestSilenceSeconds, ...(heartbeat && { heartbeat }) }, path);
    expect(silence(0)).toBe('silenceNone');
    expect([careful - 1, careful, careful + 1].map((seconds) => silence(seconds))).toEqual(
      cap === undefined
        ? ['silenceFree', 'silenceFree', 'silenceFreeLong']
        : ['silenceBelow', 'silenceBelow', 'silenceLong'],
    );
    if (cap === undefined) return;
    expect([cap - 1, cap, cap + 1].map((seconds) => silence(seconds))).toEqual([
      'silenceLong',
      'silenceAt',
      'silenceAbove',
    ]);
    expect([cap - 1, cap, cap + 1].map((seconds) => silence(seconds, 'yes'))).toEqual([
      'silenceLong',
      'silenceBeaten',
      'silenceBeaten',
    ]);
  });

  test('the first byte against its goal and the shortest limit', () => {
    const first = (firstByteSeconds: number, heartbeat: 'yes' | 'no' = 'no') =>
      keyOf('firstByteSeconds', { useCase: 'ai-reply', firstByteSeconds, heartbeat }, path);
    const goal = thresholds.firstByteAlertSeconds.value;
    expect([first(goal), first(goal + 1)]).toEqual([
      'firstBytePrompt',
      cap === undefined ? 'firstByteFree' : 'firstByteBelow',
    ]);
    if (cap === undefined) return;
    expect([first(cap - 1), first(cap), first(cap, 'yes')]).toEqual([
      'firstByteBelow',
      'firstByteAbove',
      'firstByteBeaten',
    ]);
  });

  test('clients against what the service holds', () => {
    const service = hops.find(({ component }) => component === 'service')?.limits;
    const [replicas, each, ratio] = [
      service?.replicas?.value ?? 0,
      service?.connectionsPerReplica?.value ?? 0,
      service?.plannedUtilisationRatio?.value ?? 0,
    ];
    const most = Math.floor(replicas * each * ratio);
    const clients = (peakClients: number, connectionsPerClient?: number) =>
      keyOf('peakClients', { peakClients, ...(connectionsPerClient && { connectionsPerClient }) }, path);
    expect([clients(most - 1), clients(most), clients(most + 1)]).toEqual([
      'clientsHeld',
      'clientsHeld',
      'clientsMore',
    ]);
    expect([clients(most / 2, 2), clients(most / 2 + 1, 2)]).toEqual(['streamsHeld', 'streamsMore']);
  });

  test('connections of a page against those of a browser', () => {
    const perHost = hops.find(({ limits }) => limits.connectionsPerHost)?.limits.connectionsPerHost?.value;
    const few = thresholds.streamsPerPage.value;
    const each = (connectionsPerClient: number, more: Answers = {}) =>
      keyOf('connectionsPerClient', { connectionsPerClient, ...more }, path);
    if (perHost === undefined) return expect([each(few), each(few + 1)]).toEqual(['each', 'each']);
    expect([each(few), each(few + 1), each(perHost - 1), each(perHost)]).toEqual([
      'eachFew',
      few + 1 < perHost ? 'eachNear' : 'eachAll',
      perHost - 1 > few ? 'eachNear' : 'eachFew',
      'eachAll',
    ]);
    expect(each(perHost, { edgeHttp: 'http2' })).toBe('each');
    expect(each(1, { peakClients: 2_000 })).toBe('streamsHeld');
  });
});

test.each([
  [0.2, 'perSecond', 5],
  [1, 'perSecondOnce', 1],
  [1.5, 'perMinute', 40],
  [60, 'perMinuteOnce', 1],
  [61, 'perHour', 59],
  [3_600, 'perHourOnce', 1],
  [3_601, 'perDay', 24],
  [86_400, 'perDayOnce', 1],
] as const)('a message every %s s', (updateIntervalSeconds, key, messages) => {
  expect(meaningOf('updateIntervalSeconds', fileOf({ answers: { updateIntervalSeconds } }), facts)).toEqual({
    key,
    data: { everySeconds: updateIntervalSeconds, messages },
  });
});
test('less than a message a day', () =>
  expect(keyOf('updateIntervalSeconds', { updateIntervalSeconds: 86_401 })).toBe('lessThanDaily'));

test('the age of data against what polling and caches need', () => {
  const {
    pollingStalenessSeconds: polling,
    cachedStalenessSeconds: cached,
    interactiveLatencySeconds: now,
  } = thresholds;
  const keys = [now.value, now.value + 0.01, cached.value - 1, cached.value, polling.value - 1, polling.value].map(
    (stalenessSeconds) => keyOf('stalenessSeconds', { stalenessSeconds }),
  );
  expect(keys).toEqual(['ageAtOnce', 'ageStream', 'ageStream', 'ageCached', 'ageCached', 'agePolling']);
});

test('what is left to a limit is said exactly', () => {
  const meaning = (longestRunSeconds: number) =>
    meaningOf('longestRunSeconds', fileOf({ answers: { longestRunSeconds } }), facts)?.data;
  expect(meaning(240)).toEqual({ runSeconds: 240, limitSeconds: 300, leftSeconds: 60 });
  expect(meaning(480)).toEqual({ runSeconds: 480, limitSeconds: 300, overSeconds: 180, mostSeconds: 3_600 });
});
