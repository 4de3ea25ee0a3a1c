import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { capacityOf, feed, hopOf, without } from '../support/capacity.ts';

describe('what is not known is not guessed', () => {
  test.each(['peakClients', 'connectionsPerClient'] as const)('%s', (id) => {
    const capacity = capacityOf({}, undefined, without(id));
    expect(capacity).toMatchObject({ load: 'held', peakStreams: null, missing: [id], reconnects: null });
    for (const hop of capacity.hops) {
      const { streams, connections, replicasNeeded, memoryBytes, ephemeralPorts, verdict } = hop;
      expect([streams, connections, replicasNeeded, memoryBytes, ephemeralPorts]).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
      expect(verdict).toBe('unknown');
    }
    expect(hopOf(capacity, 'nginx').connectionsToday).toBe(86_016);
  });

  test.each(['longestRunSeconds', 'ifCut'] as const)('%s: how often streams come back', (id) => {
    const capacity = capacityOf({}, undefined, without(id));
    expect(capacity).toMatchObject({ peakStreams: 12_000, missing: [id], reconnects: null });
  });

  test('edgeHttp, only where several streams of a client could share a connection', () => {
    const several = capacityOf({}, undefined, without('edgeHttp', { connectionsPerClient: 2 }));
    expect(several.missing).toEqual(['edgeHttp']);
    expect(several.hops.map(({ connections }) => connections)).toEqual([null, 48_000, 24_000]);
    const { missing } = capacityOf({}, undefined, without('edgeHttp'));
    expect(missing).toEqual([]);
  });

  test('a question that does not apply is not missing: an app holds one connection', () => {
    const apps: Answers = { clients: ['native-mobile'] };
    const capacity = capacityOf({}, undefined, without('connectionsPerClient', apps));
    expect(capacity).toMatchObject({ peakStreams: 12_000, missing: [] });
  });

  test('a hop without records', () => {
    expect(hopOf(capacityOf({}, 'external-kong'), 'kong')).toMatchObject({
      connections: 24_000,
      connectionsToday: null,
      replicasNeeded: null,
      verdict: 'unknown',
    });
  });
});

describe('what is not held', () => {
  test('a plain reply takes at most a connection for each client while it is on its way', () => {
    const call: Answers = {
      ...feed,
      useCase: 'api-call',
      conversation: 'single-reply',
      longestRunSeconds: 5,
      ifCut: 'retry',
    };
    const few = capacityOf({}, undefined, call);
    expect(few).toMatchObject({ load: 'in-flight', peakStreams: 12_000, reconnects: null });
    expect(hopOf(few, 'service').verdict).toBe('holds');
    // At most is not at a time: that many clients may still ask one after the other.
    const many = capacityOf({ peakClients: 100_000 }, undefined, call);
    expect(hopOf(many, 'service')).toMatchObject({ replicasNeeded: 13, verdict: 'unknown' });
  });

  test('polls that come and go are not counted', () => {
    const patient = capacityOf({ stalenessSeconds: 60, useCase: 'dashboard' });
    expect(patient).toMatchObject({ load: 'requests', peakStreams: null, missing: [], reconnects: null });
    expect(patient.hops.map(({ connections, verdict }) => [connections, verdict])).toEqual([
      [null, 'unknown'],
      [null, 'unknown'],
      [null, 'unknown'],
    ]);
  });

  test('a job is not held, but the stream that watches it is', () => {
    const job: Answers = {
      useCase: 'job-progress',
      ifCut: 'must-finish',
      longestRunSeconds: 1200,
      serverStores: ['job-store'],
    };
    expect(capacityOf(job)).toMatchObject({ load: 'held', peakStreams: 12_000, reconnects: { periodSeconds: 240 } });
    expect(capacityOf({ ...job, conversation: 'single-reply' }).load).not.toBe('held');
  });

  test('what does not cross the platform takes nothing of it', () => {
    expect(capacityOf({ networks: ['app-closed'], clients: ['native-mobile'] })).toMatchObject({
      load: 'none',
      hops: [],
    });
  });
});

test('inside the cluster there is only the service, and nobody stands before it', () => {
  const inside: Answers = {
    useCase: 'service-stream',
    clients: ['own-backend'],
    credentials: 'mtls',
    networks: ['vpc'],
  };
  const { hops, reconnects } = capacityOf(inside, 'in-cluster');
  expect(hops.map(({ component }) => component)).toEqual(['service']);
  expect(reconnects?.herds.map(({ cause }) => cause)).toEqual(['service-replica', 'service-all']);
});

test('each replica that publishes and subscribes is a client of Redis', () => {
  const many: Answers = {
    resumeReach: 'any-device',
    useCase: 'job-progress',
    serverStores: ['pub-sub'],
    ifCut: 'resume',
  };
  expect(capacityOf(many).redis).toMatchObject({ clients: 3, clientsToday: 10_000, verdict: 'holds' });
  // 80,000,000 ÷ (10,000 × 0.8) = 10,000 replicas.
  expect(capacityOf({ ...many, peakClients: 80_000_000 }).redis).toMatchObject({ clients: 10_000, verdict: 'holds' });
  expect(capacityOf({ ...many, peakClients: 80_000_001 }).redis).toMatchObject({ clients: 10_001, verdict: 'add' });
  expect(capacityOf({ ...many, serverStores: ['event-log'] }).redis).toBeNull();
});
