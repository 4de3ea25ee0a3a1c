import { GRPCRoute, HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import { describe, expect, test, vi } from 'vitest';
import { duration, size } from '../../src/generators/gateway-fabric/units.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { casesOn, objectsIn, proxied, wanted } from '../support/controllers.ts';
import { secondsOf } from '../support/f5.ts';
import { refusalOf, type Snippets } from '../support/f5-snippets.ts';
import { objectShape, readObjects } from '../support/gateway-fabric.ts';
import { allFilesOf, type Case, onlyKnowing, verdictOf } from '../support/generator-input.ts';

// Only the files of this kind are made here; the others have tests of their own.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/gateway-fabric.ts')).default],
}));

const PATH = 'external-nginx';
const TARGET = { nginx: 'gateway-fabric' } as const;
const effectOf = (given: Case) => readObjects([...objectsIn(given, 'gateway-fabric').values()]);

const made = [...casesOn(PATH, [TARGET], 90)].flatMap((given) => {
  const objects = objectsIn(given, 'gateway-fabric');
  if (objects.size === 0) return [];
  const { recommendation, answers } = verdictOf(given);
  const protocols = [recommendation.protocol, ...recommendation.companions].flatMap((id) =>
    proxied.filter((each) => each.id === id),
  );
  return [{ given, objects, protocols, answers }];
});

describe('what NGINX Gateway Fabric is given', () => {
  test('is of every kind', () => {
    expect(made.length).toBeGreaterThan(250);
    const kinds = made.flatMap(({ objects }) => [...objects.values()].map((object) => objectShape.parse(object).kind));
    expect([...new Set(kinds)].sort()).toEqual([
      'ClientSettingsPolicy',
      'GRPCRoute',
      'HTTPRoute',
      'NginxProxy',
      'ProxySettingsPolicy',
      'SnippetsFilter',
      'UpstreamSettingsPolicy',
    ]);
  });

  test('has only fields that exist, also in the published definitions of the routes', () => {
    for (const { given, objects } of made)
      for (const [name, object] of objects) {
        const { error } = objectShape.safeParse(object);
        expect(error?.issues ?? [], `${name} ${JSON.stringify(given.answers)}`).toEqual([]);
        const { kind } = object as { kind: string };
        if (kind === 'HTTPRoute') expect(() => new HTTPRoute(object as never).validate()).not.toThrow();
        if (kind === 'GRPCRoute') expect(() => new GRPCRoute(object as never).validate()).not.toThrow();
      }
  });

  test('takes effect as designed', () => {
    for (const { given, protocols, answers } of made) {
      const { routes } = effectOf(given);
      expect(routes.length).toBe(protocols.length);
      for (const [index, { nginx }] of protocols.entries()) {
        const route = routes[index];
        expect(route).toMatchObject({
          kind: nginx === 'grpc' ? 'GRPCRoute' : 'HTTPRoute',
          isBroken: false,
          readSeconds: wanted(given, 'nginx', 'proxyReadTimeoutSeconds'),
          sendSeconds: wanted(given, 'nginx', 'proxySendTimeoutSeconds'),
          buffering: nginx !== 'stream' && nginx !== 'grpc',
        });
        expect(route?.keepaliveSeconds).toBeGreaterThan(600);
        if (nginx === 'grpc') {
          expect(route?.bodySeconds).toBe(wanted(given, 'nginx', 'clientBodyTimeoutSeconds'));
          expect(route?.bodySize).toBe('0');
        }
        const sendsFile = answers.payload === 'file' || answers.payload === 'media';
        if (!sendsFile) expect(route?.location ?? '').not.toContain('proxy_request_buffering');
      }
    }
  });

  test('uses snippets only where no field says the same, and Nginx accepts each of them', () => {
    const distinct = new Map<string, Snippets>();
    for (const { given } of made)
      for (const { location, http } of effectOf(given).routes) {
        if (location === '') continue;
        expect(location).toMatch(/^(proxy_request_buffering off|grpc_read_timeout \d+s);/);
        distinct.set(`${http}${location}`, { http, location });
      }
    expect(distinct.size).toBeGreaterThan(3);
    for (const snippets of distinct.values()) expect(refusalOf(snippets)).toBe('');
  });
});

const LIVE: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const on = (answers: Answers, id: ProtocolId, service: Case['service'] = {}): Case => ({
  answers,
  path: PATH,
  facts: onlyKnowing(id),
  target: TARGET,
  service,
});

describe('NGINX Gateway Fabric', () => {
  test('plans its workers as the profile does', () => {
    expect(effectOf(on(LIVE, 'sse')).workerConnections).toBe(10_240);
  });

  test.each([
    ['/pkg.Service', { method: { service: 'pkg.Service' } }],
    ['/pkg.Service/Method', { method: { service: 'pkg.Service', method: 'Method' } }],
    ['/pkg.Service/Method/more', undefined],
    ['/2024/a', undefined],
    ['/', undefined],
  ])('leads gRPC calls at %s by what their path can mean', (path, matches) => {
    expect(effectOf(on({ ...LIVE, clients: ['device'] }, 'grpc', { path })).routes[0]?.matches).toEqual(matches);
  });

  test('keeps clients on a pod only where the answers say that their state is there', () => {
    expect(effectOf(on({ ...LIVE, serverStores: ['none'] }, 'sse')).method).toBe('hash consistent');
    expect(effectOf(on({ ...LIVE, serverStores: ['event-log'] }, 'sse')).method).toBe('random two least_conn');
  });

  test('writes times and sizes in four digits, never shorter or smaller than they are', () => {
    expect([1, 360, 9999, 10_000, 86_400, 3_153_600_000].map(duration)).toEqual([
      '1s',
      '360s',
      '9999s',
      '167m',
      '1440m',
      '9999h',
    ]);
    expect(secondsOf(duration(10_000))).toBeGreaterThanOrEqual(10_000);
    expect(['0', '1m', '16m', '9999', '10000', '100000000'].map(size)).toEqual([
      '0',
      '1m',
      '16m',
      '9999',
      '10k',
      '96m',
    ]);
  });

  test.each([
    ['external-kong', 'sse', TARGET, 'gateway-fabric.otherPath'],
    [PATH, 'sse', {}, 'gateway-fabric.otherChoice'],
    [PATH, 'signed-url', TARGET, 'header.notOnPlatform'],
  ] as const)('is absent with a reason on %s for %s, %j', (path, id, target, why) => {
    const answers: Answers = id === 'signed-url' ? { useCase: 'file-transfer', payload: 'file' } : LIVE;
    expect(allFilesOf({ answers, path, target, facts: onlyKnowing(id) })).toMatchObject({
      files: [],
      absentFiles: [{ kind: 'gateway-fabric', why }],
    });
  });
});

type Loose = { kind: string; spec: { [key: string]: unknown } };

describe('the checks', () => {
  /** The objects of a good case for gRPC or events, with the spec of one kind changed. */
  const changed = (id: ProtocolId, kind: string, change: object): unknown[] =>
    [...objectsIn(on({ ...LIVE, serverStores: ['none'], clients: ['device'] }, id), 'gateway-fabric').values()].map(
      (given) => {
        const object = given as Loose;
        return object.kind === kind ? { ...object, spec: { ...object.spec, ...change } } : object;
      },
    );
  const route = (rest: object) => ({
    rules: [
      { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 1 }], ...rest },
    ],
  });

  test.each([
    ['a day in seconds', 'ProxySettingsPolicy', { timeout: { read: '86400s' } }],
    ['a time as a number', 'ProxySettingsPolicy', { timeout: { read: 360 } }],
    ['a field of the directives', 'ProxySettingsPolicy', { timeout: { proxy_read_timeout: '1h' } }],
    ['buffering that is off', 'ProxySettingsPolicy', { buffering: { disable: 'off' } }],
    [
      'a Gateway among routes',
      'ProxySettingsPolicy',
      { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'a' }] },
    ],
    ['several targets', 'ClientSettingsPolicy', { targetRef: undefined, targetRefs: [] }],
    ['a size in words', 'ClientSettingsPolicy', { body: { maxSize: '16mb' } }],
    ['a hash without a key', 'UpstreamSettingsPolicy', { hashMethodKey: undefined }],
    ['a key that is no variable', 'UpstreamSettingsPolicy', { hashMethodKey: '$arg_1' }],
    ['timeouts of Gateway API', 'HTTPRoute', route({ timeouts: { request: '1h' } })],
    ['retries of Gateway API', 'HTTPRoute', route({ retry: { attempts: 1 } })],
    ['more connections than can be', 'NginxProxy', { workerConnections: 65_536 }],
  ])('refuse %s', (_, kind, change) => {
    expect(changed('sse', kind, {}).every((object) => objectShape.safeParse(object).success)).toBe(true);
    expect(changed('sse', kind, change).filter((object) => !objectShape.safeParse(object).success)).toHaveLength(1);
    expect(() => readObjects(changed('sse', kind, change))).toThrow();
  });

  test('notice a policy on another route, timeouts of gRPC at the wrong place, and a filter that is not there', () => {
    const elsewhere = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'other' }];
    expect(readObjects(changed('sse', 'ProxySettingsPolicy', {})).routes[0]).toMatchObject({
      readSeconds: 360,
      buffering: false,
    });
    expect(readObjects(changed('sse', 'ProxySettingsPolicy', { targetRefs: elsewhere })).routes[0]).toMatchObject({
      readSeconds: 60,
      buffering: true,
    });
    const snippets = [{ context: 'http.server.location', value: 'proxy_read_timeout 360s;' }];
    expect(readObjects(changed('grpc', 'SnippetsFilter', { snippets })).routes[0]).toMatchObject({ readSeconds: 60 });
    const without = changed('grpc', '', {}).filter((object) => (object as Loose).kind !== 'SnippetsFilter');
    expect(readObjects(without).routes[0]).toMatchObject({ isBroken: true });
  });
});
