import { describe, expect, test } from 'vitest';
import {
  judgeKeepAlive,
  judgeLeaving,
  judgeSilence,
  judgeTotal,
  type Leaving,
  type MetSilence,
} from '../../src/engine/ladder.ts';

const read = (seconds: number, silenceSeconds: number | undefined): MetSilence => ({
  hop: 'nginx',
  limit: 'proxyReadTimeoutSeconds',
  seconds,
  silenceSeconds,
});
const total = (seconds: number) => ({ hop: 'classic-alb', limit: 'backendTimeoutSeconds', seconds }) as const;
const codes = (judgements: readonly { readonly outcome: string; readonly code: string }[]) =>
  judgements.map(({ outcome, code }) => `${outcome} ${code}`);

describe('something is said before a limit on silence', () => {
  test.each([
    ['one second below', 60, 59, undefined, 'holds silenceHolds'],
    ['at the limit, which fires it', 60, 60, undefined, 'broken silenceAboveIdle'],
    ['a heartbeat above it', 10, 15, 15, 'broken heartbeatAboveIdle'],
    ['a silence that nobody knows', 60, undefined, undefined, 'unknown silenceUnknown'],
    ['no silence at all', 60, 0, 15, 'holds silenceHolds'],
  ])('%s', (_, seconds, silence, heartbeat, expected) => {
    expect(codes(judgeSilence([read(seconds, silence)], heartbeat))).toEqual([expected]);
  });

  test('the smallest limit that is reached is named', () => {
    const [judgement] = judgeSilence(
      [read(360, 400), { ...read(60, 400), limit: 'clientBodyTimeoutSeconds' }],
      undefined,
    );
    expect(judgement?.data).toEqual({
      hop: 'nginx',
      limit: 'clientBodyTimeoutSeconds',
      limitSeconds: 60,
      silenceSeconds: 400,
    });
  });

  test('where no limit is recorded, none is reached', () => {
    expect(codes(judgeSilence([], undefined))).toEqual(['holds noSilenceLimit']);
  });
});

describe('a connection ends by itself before a limit on its time', () => {
  test.each([
    ['a run that just fits, inclusive', 300, undefined, 300, 'holds runHolds'],
    ['a run that is a second too long', 300, undefined, 301, 'broken runAboveTotal'],
    ['a run without an end', 300, undefined, 'open-ended', 'broken endlessAboveTotal'],
    ['a run that nobody knows', 300, undefined, undefined, 'unknown runUnknown'],
    ['a planned end below the limit, whatever the run', 300, 240, 'open-ended', 'holds recycleHolds'],
    ['a planned end above the limit', 300, 301, undefined, 'broken recycleAboveTotal'],
  ] as const)('%s', (_, cap, recycle, run, expected) => {
    expect(codes(judgeTotal([total(cap), total(3600)], recycle, run))).toEqual([expected]);
  });

  test('where no limit is recorded, any run is fine', () => {
    expect(codes(judgeTotal([], undefined, 'open-ended'))).toEqual(['holds noTotalLimit']);
  });
});

describe('connections end before draining does, and draining before the pod is killed', () => {
  const drain = (seconds: number) => ({ hop: 'classic-alb', limit: 'drainingTimeoutSeconds', seconds }) as const;
  const planned: Leaving = { life: 240, drain: drain(300), graceSeconds: 330, reload: undefined };

  test.each<[string, Partial<Leaving>, string[]]>([
    ['as planned', {}, ['holds leavingHolds']],
    ['draining is off', { drain: drain(0), graceSeconds: 30 }, ['broken drainOff']],
    ['draining ends too early', { drain: drain(239) }, ['broken drainBelowLife']],
    ['the pod is killed while it drains', { graceSeconds: 299 }, ['broken drainAboveGrace']],
    [
      'no load balancer, and a grace period that is too short',
      { drain: null, graceSeconds: 30 },
      ['broken graceBelowLife'],
    ],
    ['no load balancer, and one that is long enough', { drain: null }, ['holds graceHolds']],
    [
      'a connection without an end',
      { life: 'open-ended' },
      ['broken drainBelowLifeEndless', 'broken graceBelowLifeEndless'],
    ],
    ['a life that nobody knows', { life: undefined }, ['unknown leavingUnknown']],
    ['draining that is not recorded', { drain: undefined }, ['unknown leavingUnknown']],
    [
      'a proxy whose reload ends connections earlier',
      { reload: { hop: 'ingress-nginx', limit: 'reloadDrainSeconds', seconds: 60 } },
      ['broken reloadBelowLife'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(judgeLeaving({ ...planned, ...change }))).toEqual(expected);
  });
});

test('what answers a load balancer keeps idle connections longer than it does', () => {
  expect(codes(judgeKeepAlive('nginx', 600, 620))).toEqual(['holds keepAliveHolds']);
  expect(codes(judgeKeepAlive('nginx', 600, 600))).toEqual(['broken keepAliveBelow']);
  expect(codes(judgeKeepAlive('nginx', 600, 75))).toEqual(['broken keepAliveBelow']);
  expect(codes(judgeKeepAlive('kong', 600, undefined))).toEqual(['unknown keepAliveUnknown']);
});
