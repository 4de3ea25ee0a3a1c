import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { casesOn, objectsIn, proxied, validateKubernetes, wanted } from '../support/controllers.ts';
import { configMapShape, readBuffering, readConfigMap, readVirtualServer, virtualServerShape } from '../support/f5.ts';
import { refusalOf, type Snippets } from '../support/f5-snippets.ts';
import { allFilesOf, type Case, onlyKnowing, otherPaths, verdictOf } from '../support/generator-input.ts';

// Only the files of this kind are made here; the others have tests of their own.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/f5-ingress-controller.ts')).default],
}));

const PATH = 'external-nginx';
const TARGET = { nginx: 'f5-ingress-controller' } as const;
const FOLDER = 'f5-ingress-controller';
const effectOf = (given: Case) => readVirtualServer(objectsIn(given, FOLDER).get('virtual-server.yaml'));

/** Uploads and quiet gRPC streams from few and many clients: what no field can say. */
const sending = [9, 200, 60_000].flatMap((peakClients): Case[] => {
  const who: Answers = { clients: ['own-backend'], peakClients, longestRunSeconds: 1800, heartbeat: 'no' };
  const quiet: Answers = { ...who, conversation: 'interleaved', longestSilenceSeconds: 100 };
  const upload: Answers = {
    ...who,
    conversation: 'single-reply',
    payload: 'media',
    request: 'body',
    longestRunSeconds: 20,
  };
  return [
    { answers: quiet, path: PATH, target: TARGET, facts: onlyKnowing('grpc') },
    { answers: { ...upload, clients: ['native-mobile'] }, path: PATH, target: TARGET, facts: onlyKnowing('http') },
  ];
});
const made = [...casesOn(PATH, [TARGET, { ...TARGET, tls: 'proxy' }], 45), ...sending].flatMap((given) => {
  const objects = objectsIn(given, FOLDER);
  if (objects.size === 0) return [];
  const { recommendation, answers } = verdictOf(given);
  const protocols = [recommendation.protocol, ...recommendation.companions].flatMap((id) =>
    proxied.filter((each) => each.id === id),
  );
  return [{ given, objects, protocols, answers, recommendation }];
});

describe('what F5 NGINX Ingress Controller is given', () => {
  test('has only fields that exist', () => {
    expect(made.length).toBeGreaterThan(250);
    for (const { given, objects } of made)
      for (const [name, object] of objects) {
        const { error } = (name === 'config-map.yaml' ? configMapShape : virtualServerShape).safeParse(object);
        expect(error?.issues ?? [], `${name} ${JSON.stringify(given.answers)}`).toEqual([]);
        expect(() => validateKubernetes(object)).not.toThrow();
      }
  });

  test('takes effect as designed', () => {
    for (const { given, objects, protocols, answers, recommendation } of made) {
      const { routes, endsTls } = effectOf(given);
      expect(routes.length).toBe(protocols.length);
      const speaksGrpc = protocols.some(({ nginx }) => nginx === 'grpc');
      expect(endsTls).toBe(given.target?.tls === 'proxy' || speaksGrpc);
      for (const [index, { nginx }] of protocols.entries()) {
        const route = routes[index];
        expect(route).toMatchObject({
          readSeconds: wanted(given, 'nginx', 'proxyReadTimeoutSeconds'),
          sendSeconds: wanted(given, 'nginx', 'proxySendTimeoutSeconds'),
          buffering: nginx !== 'stream',
          type: nginx === 'grpc' ? 'grpc' : 'http',
        });
        if (nginx === 'grpc') {
          const pause = wanted(given, 'nginx', 'clientBodyTimeoutSeconds');
          expect(route?.snippet?.includes(`client_body_timeout ${pause}s;`) ?? pause === 60).toBe(true);
          expect(route?.bodySize).toBe('0');
        }
        // Everything a job asks for but its start only reads, and its start is a POST.
        if (answers.ifCut === 'costly' && !protocols[0]?.watchStream) expect(route?.nextUpstream).toBe('off');
        else if (nginx === 'poll' || nginx === 'stream') expect(route?.nextUpstream).not.toContain('timeout');
      }
      const settings = readConfigMap(objects.get('config-map.yaml'));
      expect(settings.keepaliveSeconds).toBeGreaterThan(600);
      expect(settings.http2).toBe(speaksGrpc);
      const { recycleSeconds } = recommendation;
      if (recycleSeconds !== null) {
        expect(settings.shutdownSeconds).toBeGreaterThan(recycleSeconds);
        expect(settings.shutdownSeconds).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }
  });

  test('uses snippets only where no field says the same, and Nginx accepts each of them', () => {
    const distinct = new Map<string, Snippets>();
    for (const { given } of made) {
      const { routes, httpSnippet } = effectOf(given);
      for (const { snippet } of routes) {
        if (snippet === undefined) continue;
        expect(snippet).toMatch(/proxy_request_buffering off;|client_body_timeout \d+s;/);
        distinct.set(`${httpSnippet}${snippet}`, { http: httpSnippet, location: snippet });
      }
    }
    expect(distinct.size).toBeGreaterThan(3);
    for (const snippets of distinct.values()) expect(refusalOf(snippets)).toBe('');
  });

  test('would be refused by Nginx if a snippet stood at another level, or named a zone that is not there', () => {
    expect(refusalOf({ http: undefined, location: 'limit_conn streams 5;' })).toContain('streams');
    expect(refusalOf({ http: 'grpc_pass grpc://a;', location: 'gzip off;' })).toContain('not allowed here');
  });
});

const LIVE: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const on = (answers: Answers, id: ProtocolId, rest: Partial<Case> = {}): Case => ({
  answers,
  path: PATH,
  facts: onlyKnowing(id),
  target: TARGET,
  ...rest,
});

describe('F5 NGINX Ingress Controller', () => {
  test('plans its workers as the profile does', () => {
    const settings = readConfigMap(objectsIn(on(LIVE, 'sse'), FOLDER).get('config-map.yaml'));
    expect(settings).toMatchObject({ workerConnections: 10_240, keepaliveSeconds: 620 });
  });

  test('lets files through as they come, with the limit on connections beside', () => {
    const upload: Answers = { conversation: 'single-reply', payload: 'media', request: 'body', longestRunSeconds: 20 };
    const [route] = effectOf(on(upload, 'http')).routes;
    expect(route).toMatchObject({ bodySize: '0', snippet: 'proxy_request_buffering off;' });
  });

  test('keeps clients on a pod only where the answers say that their state is there', () => {
    const method = (answers: Answers) => effectOf(on({ ...LIVE, ...answers }, 'sse')).routes[0]?.method;
    expect(method({ serverStores: ['none'] })).toBe('hash $http_x_forwarded_for consistent');
    expect(method({ serverStores: ['event-log'] })).toBe('random two least_conn');
    const alone = { path: 'nginx-alone', facts: { ...otherPaths, protocols: onlyKnowing('sse').protocols } };
    expect(effectOf(on({ ...LIVE, serverStores: ['none'] }, 'sse', alone)).routes[0]?.method).toBe(
      'hash $remote_addr consistent',
    );
  });

  test.each([
    ['external-kong', 'sse', TARGET, 'f5-ingress-controller.otherPath'],
    [PATH, 'sse', {}, 'f5-ingress-controller.otherChoice'],
    [PATH, 'sse', { nginx: 'gateway-fabric' }, 'f5-ingress-controller.otherChoice'],
    [PATH, 'signed-url', TARGET, 'header.notOnPlatform'],
  ] as const)('is absent with a reason on %s for %s, %j', (path, id, target, why) => {
    const answers: Answers = id === 'signed-url' ? { useCase: 'file-transfer', payload: 'file' } : LIVE;
    expect(allFilesOf({ answers, path, target, facts: onlyKnowing(id) })).toMatchObject({
      files: [],
      absentFiles: [{ kind: 'f5-ingress-controller', why }],
    });
  });
});

type Loose = { spec: { upstreams: { [key: string]: unknown }[]; routes: { [key: string]: unknown }[] } };

describe('the checks', () => {
  const good = () => objectsIn(on(LIVE, 'sse'), FOLDER).get('virtual-server.yaml') as Loose;
  test.each([
    ['buffering in words', { buffering: 'off' }],
    ['a time that is none', { 'read-timeout': '60sec' }],
    ['half a time', { 'read-timeout': '1.5h' }],
    ['a number for a time', { 'read-timeout': 3600 }],
    ['a size in words', { 'client-max-body-size': '10mb' }],
    ['a name that begins with a digit', { name: '1a' }],
    ['a method that does not exist', { 'lb-method': 'sticky' }],
    ['a retry that does not exist', { 'next-upstream': 'never' }],
    ['a field of the annotations', { 'proxy-read-timeout': '60s' }],
    ['a misspelt type', { type: 'GRPC' }],
  ])('refuse an upstream with %s, and then the whole resource', (_, change) => {
    const object = good();
    expect(virtualServerShape.safeParse(object).success).toBe(true);
    Object.assign(object.spec.upstreams[0] ?? {}, change);
    expect(() => readVirtualServer(object)).toThrow();
  });

  test.each([
    ['an upstream that is not there', { action: { pass: 'other' } }],
    ['a pattern for a path', { path: '~ ^/a' }],
    ['a path with a break', { path: '/a;b' }],
  ])('refuse a route with %s', (_, change) => {
    const object = good();
    Object.assign(object.spec.routes[0] ?? {}, change);
    expect(() => readVirtualServer(object)).toThrow();
  });

  test('know how the annotations of an Ingress read a boolean', () => {
    expect(readBuffering({ 'nginx.org/proxy-buffering': 'False' })).toBe(false);
    expect(readBuffering({})).toBe(true);
    expect(() => readBuffering({ 'nginx.org/proxy-buffering': 'off' })).toThrow();
  });

  test.each([
    { 'worker-connections': 10_240 },
    { http2: 'on' },
    { 'worker-shutdown-timeout': 'never' },
    { 'limit-conn': '5' },
  ])('refuse a ConfigMap with %j', (data) => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' } };
    expect(configMapShape.safeParse({ ...object, data: {} }).success).toBe(true);
    expect(configMapShape.safeParse({ ...object, data }).success).toBe(false);
  });
});
