import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideFile } from '../src/decide-file.ts';
import type { LadderOrder, OrderId } from '../src/engine/ladder.ts';
import { ladderOf } from '../src/ladder.ts';
import type { AnswerFile, Answers } from '../src/schema/answers.ts';
import { answerFile, readAnswers } from './support/answers.ts';
import { anyAnswers, anyPath } from './support/arbitrary-answers.ts';
import { feed } from './support/capacity.ts';
import { facts } from './support/facts.ts';
import { fileOf } from './support/generator-input.ts';

const ladder = (file: AnswerFile) => ladderOf(decideFile(file, facts), file, facts);
const scenario = (name: string) => ladder(readAnswers(`test/scenarios/${name}/answers.yaml`));
const on = (path: string, change: Answers = {}) =>
  ladder(answerFile({ ...feed, longestSilenceSeconds: 120, ...change }, { path }));

function orderOf(orders: readonly LadderOrder[] | undefined, id: OrderId): LadderOrder {
  const order = orders?.find((each) => each.id === id);
  if (!order) throw new Error(`no order ${id}`);
  return order;
}
const codes = ({ today, proposed }: LadderOrder) => [today.map(({ code }) => code), proposed.map(({ code }) => code)];
const times = ({ rungs }: LadderOrder) =>
  rungs.map(({ id, limit, today, proposed }) => [limit ?? id, today, proposed] as const);

describe('a support chat of two hours, which can resume', () => {
  const orders = scenario('support-chat');

  test('is recycled within the raised limit, where today a limit ends it', () => {
    const order = orderOf(orders, 'total');
    expect(times(order)).toEqual([
      ['run', 7200, 2880],
      ['recycle', 'none', 2880],
      ['backendTimeoutSeconds', 300, 3600],
      ['client', 'unknown', 'unknown'],
    ]);
    expect(codes(order)).toEqual([['runAboveTotal'], ['recycleHolds']]);
  });

  test('drains for as long as a connection lives, and its pod waits for that', () => {
    const order = orderOf(orders, 'deploy');
    expect(times(order)).toEqual([
      ['drainingTimeoutSeconds', 0, 3180],
      ['grace', 30, 3210],
    ]);
    expect(codes(order)).toEqual([['drainOff'], ['leavingHolds']]);
  });

  test('is a WebSocket, which the load balancer does not keep idle', () => {
    expect(orders?.map(({ id }) => id)).toEqual(['silence', 'total', 'deploy']);
  });
});

test('a terminal that must not be cut stays too long for any limit, and a heartbeat ends its silence', () => {
  const orders = scenario('web-terminal');
  expect(codes(orderOf(orders, 'total'))).toEqual([['runAboveTotal'], ['runAboveTotal']]);
  expect(codes(orderOf(orders, 'silence'))).toEqual([['silenceAboveIdle'], ['silenceHolds']]);
});

test('behind Kong a silence of two minutes is cut after one today; heartbeats come in time', () => {
  const order = orderOf(on('external-kong'), 'silence');
  expect(times(order)).toEqual([
    ['silence', 120, 15],
    ['heartbeat', 'none', 15],
    ['proxyReadTimeoutSeconds', 60, 60],
  ]);
  expect(codes(order)).toEqual([['silenceAboveIdle'], ['silenceHolds']]);
});

test('idle connections: Nginx gets more than the load balancer has; what Kong and a service keep is not recorded', () => {
  const order = orderOf(on('external-nginx'), 'keepAlive');
  expect(times(order)).toEqual([
    ['balancerKeepAlive', 600, 600],
    ['keepAlive', 'unknown', 620],
  ]);
  expect(codes(order)).toEqual([['keepAliveUnknown'], ['keepAliveHolds']]);
  for (const path of ['external-kong', 'gateway-global'])
    expect(codes(orderOf(on(path), 'keepAlive'))).toEqual([['keepAliveUnknown'], ['keepAliveUnknown']]);
});

test('a reload of the retired controller gets as much time as a deploy', () => {
  const order = orderOf(on('external-ingress-nginx'), 'deploy');
  expect(times(order)).toEqual([
    ['reloadDrainSeconds', 240, 300],
    ['grace', 30, 330],
  ]);
  expect(codes(order)).toEqual([['graceBelowLifeEndless', 'reloadBelowLifeEndless'], ['graceHolds']]);
});

test('inside the cluster there is no limit, but a pod that stops', () => {
  const orders = on('in-cluster');
  expect(orders?.map(({ id }) => id)).toEqual(['silence', 'total', 'deploy']);
  expect(codes(orderOf(orders, 'total'))).toEqual([['noTotalLimit'], ['noTotalLimit']]);
  expect(codes(orderOf(orders, 'deploy'))).toEqual([['graceBelowLifeEndless'], ['graceHolds']]);
});

test('short requests have no ladder, nor has a design that does not exist', () => {
  expect(scenario('slow-report')).toBeUndefined();
  expect(scenario('large-download')).toBeUndefined();
  expect(ladder(answerFile({ networks: ['app-closed'], clients: ['command-line'] }))).toBeUndefined();
});

test('what is not answered is not known, and never a zero', () => {
  const { longestRunSeconds: _, ...rest } = feed;
  const orders = ladder(answerFile({ ...rest, ifCut: 'never' }));
  expect(times(orderOf(orders, 'total'))[0]).toEqual(['run', 'unknown', 'unknown']);
  expect(codes(orderOf(orders, 'total'))).toEqual([['runUnknown'], ['runUnknown']]);
});

test('with the advice followed an order is broken only where the hops say that no value is enough', () => {
  let kept = 0;
  fc.assert(
    fc.property(fc.record({ answers: anyAnswers, path: anyPath }).map(fileOf), (file) => {
      const verdict = decideFile(file, facts);
      const orders = ladderOf(verdict, file, facts);
      if (!orders || verdict.hops.some((row) => row.verdict === 'cannot')) return;
      for (const id of ['silence', 'total'] as const) {
        expect(orderOf(orders, id).proposed.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
        kept += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(kept).toBeGreaterThan(100);
});
