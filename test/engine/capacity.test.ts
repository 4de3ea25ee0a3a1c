import { describe, expect, test } from 'vitest';
import type { Path, PathHop } from '../../src/engine/path.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { CapacityFormulaId, HopCapacity } from '../../src/schema/capacity.ts';
import { capacityOf, direct, hopOf } from '../support/capacity.ts';
import { pathNamed, pathWith } from '../support/facts.ts';

const resultOf = ({ formulas }: HopCapacity, id: CapacityFormulaId) =>
  formulas.find((known) => known.id === id)?.result;

describe('12,000 event streams through the default Nginx', () => {
  const capacity = capacityOf();
  const nginx = hopOf(capacity, 'nginx');

  test('hold a connection on each side of every proxy, and one in the service', () => {
    expect(capacity).toMatchObject({ load: 'held', peakStreams: 12_000, missing: [] });
    expect(capacity.hops.map(({ hop, connections }) => [hop, connections])).toEqual([
      ['classic-alb', 24_000],
      ['nginx', 24_000],
      ['service', 12_000],
    ]);
  });

  test('fit today: 3 × 4 × 10,240 × 0.7 = 86,016 connections are 43,008 streams', () => {
    expect(nginx).toMatchObject({ connectionsToday: 86_016, replicasToday: 3, replicasNeeded: 1, verdict: 'holds' });
    expect(nginx.workersPerReplica).toBe(4);
    // 24,000 ÷ (3 × 4 × 0.7) = 2857.1; a worker keeps 10,240 connections and 1024 descriptors beside them.
    expect(nginx.connectionsPerWorkerNeeded).toBe(2858);
    expect(nginx.fileDescriptorsPerWorker).toBe(11_264);
    // 12 workers × 13 MiB + 12,000 × 18 KiB.
    expect(nginx.memoryBytes).toBe(12 * 13 * 1024 * 1024 + 12_000 * 18 * 1024);
    // 3 × 28,232 × 0.7 = 59,287.2 to the one address of the Service.
    expect(nginx.ephemeralPorts).toEqual({ needed: 12_000, available: 59_287 });
    // 3 × 10,000 × 0.8; 12,000 ÷ 8000 = 1.5.
    expect(hopOf(capacity, 'service')).toMatchObject({ connectionsToday: 24_000, replicasNeeded: 2, verdict: 'holds' });
  });

  test('come back 50 times a second, and as a herd when something is restarted', () => {
    const { reconnects } = capacity;
    expect(reconnects).toMatchObject({
      periodSeconds: 240,
      normalPerSecond: 50,
      plannedPerSecond: 50,
      windowSeconds: 240,
    });
    expect(reconnects?.herds.map(({ cause, streams, perSecondAtOnce }) => [cause, streams, perSecondAtOnce])).toEqual([
      ['service-replica', 4000, 4000],
      ['service-all', 12_000, 12_000],
      ['proxy-replica', 4000, 4000],
      ['edge-all', 12_000, 12_000],
    ]);
    expect(reconnects?.herds.map(({ perSecondSpread }) => Math.round(perSecondSpread * 100) / 100)).toEqual([
      16.67, 50, 16.67, 50,
    ]);
  });

  test('a load balancer has no figure, so nothing is said of it', () => {
    expect(hopOf(capacity, 'classic-alb')).toMatchObject({
      connectionsToday: null,
      replicasNeeded: null,
      memoryBytes: null,
      verdict: 'unknown',
    });
  });

  test('every formula names its numbers, and its records with their sources', () => {
    const { ratio, ...rest } = nginx.formulas.find(({ id }) => id === 'proxyHolds')?.values ?? {};
    expect({ ratio, ...rest }).toEqual({ replicas: 3, workers: 4, connectionsEach: 10_240, ratio: 0.7 });
    const sources = nginx.formulas.flatMap((formula) => formula.sources);
    expect(sources.every(({ source, checked }) => source.length > 0 && checked.length > 0)).toBe(true);
    expect(sources.map(({ source }) => source)).toContain('https://docs.kernel.org/networking/ip-sysctl.html');
  });
});

describe('at the limits', () => {
  test.each([
    [43_008, 3, 'holds', 10_240, 11_264],
    [43_009, 4, 'add', 10_241, 11_265],
    [57_344, 4, 'add', 13_654, 14_678],
    [57_345, 5, 'add', 13_654, 14_678],
  ])('Nginx with %i streams', (peakClients, replicasNeeded, verdict, perWorker, descriptors) => {
    expect(hopOf(capacityOf({ peakClients }), 'nginx')).toMatchObject({
      replicasNeeded,
      verdict,
      connectionsPerWorkerNeeded: perWorker,
      fileDescriptorsPerWorker: descriptors,
    });
  });

  test.each([
    [1, 1, 'holds'],
    [24_000, 3, 'holds'],
    [24_001, 4, 'add'],
  ])('the service with %i streams', (peakClients, replicasNeeded, verdict) => {
    expect(hopOf(capacityOf({ peakClients }), 'service')).toMatchObject({ replicasNeeded, verdict });
  });

  test('a herd of one replica is smaller where replicas are added first', () => {
    const herd = capacityOf({ peakClients: 24_001 }).reconnects?.herds[0];
    expect(herd).toMatchObject({ cause: 'service-replica', replicas: 4, streams: 6001 });
  });

  test('local ports decide where connections would be enough', () => {
    const { limits } = pathNamed().hops.find(({ id }) => id === 'nginx') as PathHop;
    const { connectionsPerWorker } = limits;
    if (!connectionsPerWorker) throw new Error('the profile lacks connectionsPerWorker');
    const larger = pathWith('nginx', {
      limits: { ...limits, connectionsPerWorker: { ...connectionsPerWorker, value: 65_535 } },
    });
    const nginx = hopOf(capacityOf({ peakClients: 60_000 }, larger), 'nginx');
    // 120,000 ÷ (4 × 65,535 × 0.7) = 0.65, but 60,000 ÷ (28,232 × 0.7) = 3.04.
    expect(resultOf(nginx, 'proxyReplicas')).toBe(1);
    expect(nginx).toMatchObject({ replicasNeeded: 4, verdict: 'add' });
    expect(nginx.ephemeralPorts).toEqual({ needed: 60_000, available: 59_287 });
  });
});

describe('HTTP/2', () => {
  const four: Answers = { peakClients: 3000, connectionsPerClient: 4 };
  const connections = (change: Answers, path?: string | Path) =>
    capacityOf({ ...four, ...change }, path).hops.map((hop) => hop.connections);

  test('clients share connections with the hop that ends them, and no other', () => {
    expect(connections({ edgeHttp: 'http1' })).toEqual([24_000, 24_000, 12_000]);
    expect(connections({ edgeHttp: 'http2' })).toEqual([15_000, 24_000, 12_000]);
    expect(connections({ edgeHttp: 'http2' }, direct)).toEqual([3000, 15_000, 12_000]);
  });

  test('replicas are planned for HTTP/1.1 all the same', () => {
    const [first, second] = (['http1', 'http2'] as const).map((edgeHttp) =>
      hopOf(capacityOf({ ...four, edgeHttp }, direct), 'nginx'),
    );
    expect(second?.replicasNeeded).toBe(first?.replicasNeeded);
    expect(second?.connectionsPerWorkerNeeded).toBe(first?.connectionsPerWorkerNeeded);
  });

  test('TLS of clients costs memory where it ends', () => {
    expect(hopOf(capacityOf({}, direct), 'nginx').memoryBytes).toBe(12 * 13 * 1024 * 1024 + 12_000 * 56 * 1024);
  });

  test('a connection carries 100 streams, and the next one the rest', () => {
    const shared = (connectionsPerClient: number) =>
      capacityOf({ peakClients: 10, connectionsPerClient, edgeHttp: 'http2' }, direct).hops[0]?.connections;
    expect([shared(100), shared(101)]).toEqual([10, 20]);
  });

  test('a WebSocket is not shared', () => {
    const talk: Answers = { ...four, edgeHttp: 'http2', useCase: 'chat', conversation: 'interleaved' };
    expect(connections(talk, direct)).toEqual([12_000, 24_000, 12_000]);
  });
});
