import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { casesOn, objectsIn, proxied, validateKubernetes, wanted } from '../support/controllers.ts';
import { allFilesOf, type Case, filesOf, onlyKnowing, verdictOf } from '../support/generator-input.ts';
import { objectShape, readConfigMap, readIngress } from '../support/ingress-nginx.ts';
import { texts } from '../support/texts.ts';

// Only the files of this kind are made here; the others have tests of their own.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/ingress-nginx.ts')).default],
}));

const PATH = 'external-ingress-nginx';
const HOP = 'ingress-nginx';
const ENDPOINTS = ['ingress.yaml', 'ingress-events.yaml'];

/** What the controller does with the files of a case. */
function effectOf(given: Case) {
  const objects = objectsIn(given, HOP);
  return {
    routes: ENDPOINTS.flatMap((name) => (objects.has(name) ? [readIngress(objects.get(name))] : [])),
    everybody: readConfigMap(objects.get('config-map.yaml')),
  };
}
const made = [...casesOn(PATH, [{}], 90)].flatMap((given) => {
  const objects = objectsIn(given, HOP);
  if (objects.size === 0) return [];
  const { recommendation, answers } = verdictOf(given);
  const protocols = [recommendation.protocol, ...recommendation.companions].flatMap((id) =>
    proxied.filter((each) => each.id === id),
  );
  return [{ given, objects, protocols, answers, recommendation }];
});

describe('what ingress-nginx is given', () => {
  test('is of every kind', () => {
    expect(made.length).toBeGreaterThan(250);
    const names = made.flatMap(({ objects }) => [...objects.keys()]);
    expect([...new Set(names)].sort()).toEqual(['config-map.yaml', 'ingress-events.yaml', 'ingress.yaml']);
  });

  test('has only names and formats that exist', () => {
    for (const { given, objects } of made)
      for (const [name, object] of objects) {
        const { error } = objectShape.safeParse(object);
        expect(error?.issues ?? [], `${name} ${JSON.stringify(given.answers)}`).toEqual([]);
        expect(() => validateKubernetes(object)).not.toThrow();
      }
  });

  test('takes effect as designed', () => {
    for (const { given, protocols, answers, recommendation } of made) {
      const { routes, everybody } = effectOf(given);
      expect(routes.length).toBe(protocols.length);
      const sendsFile = answers.payload === 'file' || answers.payload === 'media';
      for (const [index, { nginx, opensWith }] of protocols.entries()) {
        const route = routes[index];
        expect(route).toMatchObject({
          readSeconds: wanted(given, HOP, 'proxyReadTimeoutSeconds'),
          sendSeconds: wanted(given, HOP, 'proxySendTimeoutSeconds'),
          buffering: 'off',
          endsTls: true,
          backendProtocol: nginx === 'grpc' ? 'GRPC' : 'HTTP',
        });
        if (!sendsFile || !opensWith.includes('body')) expect(route?.requestBuffering).toBe('on');
        // Everything a job asks for but its start only reads, and its start is a POST.
        if (answers.ifCut === 'costly' && !protocols[0]?.watchStream) expect(route?.nextUpstream).toBe('off');
        else if (nginx === 'poll' || nginx === 'stream') expect(route?.nextUpstream).not.toContain('timeout');
        if (nginx === 'plain') expect(route?.connectionsPerAddress).toBe(0);
        if (route?.connectionsPerAddress) expect(everybody.status).toBe(429);
        if (nginx === 'grpc') expect(everybody.bodySeconds).toBe(wanted(given, HOP, 'clientBodyTimeoutSeconds'));
      }
      const shutdownSeconds = Number.parseInt(everybody.shutdown, 10);
      expect(shutdownSeconds).toBeGreaterThanOrEqual(240);
      const { recycleSeconds } = recommendation;
      if (recycleSeconds !== null) expect(shutdownSeconds).toBeGreaterThan(recycleSeconds);
    }
  });

  test('lets no page of an unlisted origin in', () => {
    const rules = made.flatMap(({ given, answers }) =>
      effectOf(given).routes.flatMap(({ cors }) => (cors ? [{ cors, given, answers }] : [])),
    );
    expect(rules.length).toBeGreaterThan(50);
    for (const { cors, given, answers } of rules) {
      expect(cors.origin).toBe(`https://${given.service?.host ?? 'api.example.com'}`);
      expect(cors.credentials).toBe(answers.credentials === 'cookie' || answers.credentials === 'mtls');
      expect(answers.clients?.some((client) => client.includes('browser'))).toBe(true);
    }
  });

  test.each(['en', 'zh-cn'] as const)(
    'says in %s that it is retired, since when, and what to use instead',
    (locale) => {
      const kind = texts(locale).files['gateway']?.['label'] ?? '';
      for (const { text } of filesOf({ answers: {}, path: PATH, facts: onlyKnowing('sse'), locale })) {
        const words = text.replace(/\s*\n\s*# ?/g, ' ');
        expect(words).toMatch(/2025.*2026/);
        expect(words).toContain('ingress2gateway');
        expect(words).toContain(kind);
      }
    },
  );
});

const LIVE: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const on = (answers: Answers, id: ProtocolId): Case => ({ answers, path: PATH, facts: onlyKnowing(id) });

describe('ingress-nginx', () => {
  test('keeps clients on a pod only where the answers say that their state is there', () => {
    const sticky = (answers: Answers) => effectOf(on({ ...LIVE, ...answers }, 'sse')).routes[0]?.sticky;
    expect(sticky({ serverStores: ['none'], clients: ['browser'] })).toBe('cookie');
    expect(sticky({ serverStores: ['none'], clients: ['device'] })).toBe('$remote_addr');
    expect(sticky({ serverStores: ['pub-sub'], clients: ['browser'] })).toBe('none');
    expect(sticky({ clients: ['browser'] })).toBe('none');
  });

  test('lets files through as they come, of any size', () => {
    const upload: Answers = { conversation: 'single-reply', payload: 'media', request: 'body', longestRunSeconds: 20 };
    expect(effectOf(on(upload, 'http')).routes[0]).toMatchObject({ requestBuffering: 'off', bodySize: '0' });
    expect(effectOf(on({ ...upload, payload: 'large-text' }, 'http')).routes[0]).toMatchObject({ bodySize: '16m' });
  });

  test('lets a quiet gRPC stream live, also in the one timeout that has no annotation', () => {
    const talk: Answers = {
      conversation: 'interleaved',
      clients: ['own-backend'],
      heartbeat: 'no',
      longestRunSeconds: 900,
    };
    expect(effectOf(on({ ...talk, longestSilenceSeconds: 100 }, 'grpc'))).toMatchObject({
      routes: [{ readSeconds: 180, sendSeconds: 180, bodySize: '0' }],
      everybody: { bodySeconds: 180 },
    });
  });

  test.each([
    ['external-nginx', 'sse', 'ingress-nginx.otherPath'],
    [PATH, 'signed-url', 'header.notOnPlatform'],
  ] as const)('is absent with a reason on %s for %s', (path, id, why) => {
    const answers: Answers = id === 'signed-url' ? { useCase: 'file-transfer', payload: 'file' } : LIVE;
    expect(allFilesOf({ answers, path, facts: onlyKnowing(id) })).toMatchObject({
      files: [],
      absentFiles: [{ kind: 'ingress-nginx', why }],
    });
  });
});

type Annotated = { metadata: { annotations: { [key: string]: unknown } } };
const PREFIX = 'nginx.ingress.kubernetes.io/';

/** A good Ingress with annotations changed or, if undefined, left out. */
function changed(changes: { readonly [name: string]: unknown }): unknown {
  const given = on({ ...LIVE, clients: ['browser'], networks: ['internet'], credentials: 'cookie' }, 'sse');
  const object = objectsIn(given, HOP).get('ingress.yaml') as Annotated;
  for (const [name, value] of Object.entries(changes)) {
    const key = name.includes('/') ? name : PREFIX + name;
    if (value === undefined) delete object.metadata.annotations[key];
    else object.metadata.annotations[key] = value;
  }
  return object;
}

describe('the checks', () => {
  test('accept what we make', () => {
    expect(objectShape.safeParse(changed({})).success).toBe(true);
    expect(readIngress(changed({ 'proxy-read-timeout': '3600' })).readSeconds).toBe(3600);
  });

  test.each([
    ['seconds with a unit', { 'proxy-read-timeout': '3600s' }, { readSeconds: 60 }],
    ['seconds that are no text', { 'proxy-read-timeout': 3600 }, {}],
    ['no time', { 'proxy-read-timeout': '0' }, { readSeconds: 0 }],
    ['half seconds', { 'proxy-send-timeout': '90.5' }, { sendSeconds: 60 }],
    ['buffering as a boolean', { 'proxy-request-buffering': 'false' }, { requestBuffering: 'on' }],
    ['a size in words', { 'proxy-body-size': '10mb' }, { bodySize: '1m' }],
    ['gRPC in small letters', { 'backend-protocol': 'grpc' }, { backendProtocol: 'HTTP' }],
    ['an affinity that does not exist', { affinity: 'ip' }, { sticky: 'none' }],
    ['a limit that is no number', { 'limit-connections': 'many' }, { connectionsPerAddress: 0 }],
    ['no origin', { 'cors-allow-origin': undefined }, { cors: { origin: '*', credentials: true } }],
    ['an origin with a path', { 'cors-allow-origin': 'https://a.example/b' }, { cors: { origin: '*' } }],
    ['every origin', { 'cors-allow-origin': '*' }, { cors: { origin: '*' } }],
    ['credentials left to the default', { 'cors-allow-credentials': undefined }, { cors: { credentials: true } }],
    ['an annotation of the other controller', { 'nginx.org/proxy-buffering': 'False' }, {}],
    ['a misspelt annotation', { 'proxy-read-timeouts': '3600' }, {}],
    ['a snippet', { 'configuration-snippet': 'proxy_cache off;' }, {}],
  ])('refuse %s, and show what the controller makes of it', (_, changes, effect) => {
    expect(objectShape.safeParse(changed(changes)).success).toBe(false);
    if (!Object.values(changes).some((value) => typeof value === 'number'))
      expect(readIngress(changed(changes))).toMatchObject(effect);
  });

  test.each([
    ['a time without a unit', { 'worker-shutdown-timeout': '3600' }],
    ['a time with one', { 'client-body-timeout': '120s' }],
    ['a number', { 'client-body-timeout': 120 }],
    ['a key that does not exist', { 'send-timeout': '60' }],
    ['snippets switched on', { 'allow-snippet-annotations': 'true' }],
  ])('refuse a ConfigMap with %s', (_, data) => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' }, data: {} };
    expect(objectShape.safeParse(object).success).toBe(true);
    expect(objectShape.safeParse({ ...object, data }).success).toBe(false);
  });
});
