import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { casesOn, objectsIn, proxied, validateKubernetes, wanted } from '../support/controllers.ts';
import { allFilesOf, type Case, filesOf, onlyKnowing, verdictOf } from '../support/generator-input.ts';
import { declarativeShape, objectShape } from '../support/kong.ts';
import { type Effective, readDeclarative, readObjects } from '../support/kong-reader.ts';

// Only the files of this kind are made here; the others have tests of their own.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/kong.ts')).default],
}));

const PATH = 'external-kong';
const FORMS = [{ kong: 'annotations' }, { kong: 'declarative' }] as const;

/** What Kong does with the files of a case. */
function effectOf(given: Case): Effective {
  const objects = objectsIn(given, 'kong');
  const declarative = objects.get('kong.yml');
  return declarative === undefined ? readObjects([...objects.values()]) : readDeclarative(declarative);
}

const made = [...casesOn(PATH, FORMS, 60)].flatMap((given) => {
  const objects = objectsIn(given, 'kong');
  if (objects.size === 0) return [];
  const { recommendation, answers } = verdictOf(given);
  const protocols = [recommendation.protocol, ...recommendation.companions].flatMap((id) =>
    proxied.filter((each) => each.id === id),
  );
  return [{ given, objects, protocols, answers }];
});

describe('what Kong is given', () => {
  test('is of every kind', () => {
    expect(made.length).toBeGreaterThan(300);
    const names = made.flatMap(({ objects }) => [...objects.keys()]);
    expect([...new Set(names)].sort()).toEqual([
      'cors-events.yaml',
      'cors.yaml',
      'ingress-events.yaml',
      'ingress.yaml',
      'kong.yml',
      'rate-limiting.yaml',
      'service.yaml',
      'upstream-policy.yaml',
    ]);
  });

  test('has only fields that exist, in their ranges', () => {
    for (const { given, objects } of made)
      for (const [name, object] of objects) {
        const { error } = (name === 'kong.yml' ? declarativeShape : objectShape).safeParse(object);
        expect(error?.issues ?? [], `${name} ${JSON.stringify(given.answers)}`).toEqual([]);
        expect(() => validateKubernetes(object)).not.toThrow();
      }
  });

  test('takes effect as designed: timeouts, buffering, protocols', () => {
    for (const { given, protocols, answers } of made) {
      const effect = effectOf(given);
      expect(effect.readTimeout).toBe((wanted(given, 'kong', 'proxyReadTimeoutSeconds') ?? 0) * 1000);
      expect(effect.writeTimeout).toBe((wanted(given, 'kong', 'proxySendTimeoutSeconds') ?? 0) * 1000);
      expect(effect.connectTimeout).toBeLessThanOrEqual(60_000);
      expect(effect.protocol).toBe(protocols[0]?.nginx === 'grpc' ? 'grpc' : 'http');
      expect(effect.routes.length).toBe(protocols.length);
      const sendsFile = answers.payload === 'file' || answers.payload === 'media';
      for (const [index, { nginx, opensWith }] of protocols.entries()) {
        const route = effect.routes[index];
        expect(route?.protocols).toEqual(nginx === 'grpc' ? ['grpc', 'grpcs'] : ['http', 'https']);
        expect(route).toMatchObject({ stripPath: false, preserveHost: true });
        expect(route?.responseBuffering).toBe(nginx !== 'stream');
        if (nginx === 'poll') expect(effect.retries).toBe(0);
        if (!sendsFile || !opensWith.includes('body')) expect(route?.requestBuffering).toBe(true);
      }
      // Everything a job asks for but its start only reads, and its start is a POST.
      const mayHarm = answers.ifCut === undefined || answers.ifCut === 'costly';
      if (mayHarm && !protocols[0]?.watchStream) expect(effect.retries).toBe(0);
    }
  });

  test('is the same design either way', () => {
    for (const { given } of made)
      if (given.target?.kong === 'annotations')
        expect(effectOf({ ...given, target: { kong: 'declarative' } })).toEqual(effectOf(given));
  });

  test('lets no page of an unlisted origin in, and holds no plugin that buffers', () => {
    let checked = 0;
    for (const { given, answers } of made) {
      const { plugins, routes } = effectOf(given);
      expect(Object.keys(plugins).filter((name) => name !== 'rate-limiting')).toEqual([]);
      for (const route of routes) {
        expect(Object.keys(route.plugins).filter((name) => name !== 'cors')).toEqual([]);
        if (!route.plugins['cors']) continue;
        checked += 1;
        expect(route.plugins['cors']).toMatchObject({
          origins: [`https://${given.service?.host ?? 'api.example.com'}`],
          credentials: answers.credentials === 'cookie' || answers.credentials === 'mtls',
        });
        expect(answers.clients?.some((client) => client.includes('browser'))).toBe(true);
      }
    }
    expect(checked).toBeGreaterThan(50);
  });
});

const LIVE: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const on = (answers: Answers, id: Parameters<typeof onlyKnowing>[0], rest: Partial<Case> = {}): Case => ({
  answers,
  path: PATH,
  facts: onlyKnowing(id),
  ...rest,
});

describe('Kong', () => {
  test('keeps clients on a pod only where the answers say that their state is there', () => {
    const hashOn = (answers: Answers, id: Parameters<typeof onlyKnowing>[0] = 'sse') =>
      effectOf(on(answers, id)).hashOn;
    expect(hashOn({ ...LIVE, serverStores: ['none'], clients: ['browser'] })).toBe('cookie');
    expect(hashOn({ ...LIVE, serverStores: ['none'], clients: ['own-backend'] })).toBe('ip');
    expect(hashOn({ ...LIVE, serverStores: ['none'] })).toBe('ip');
    expect(hashOn({ ...LIVE, serverStores: ['event-log'], clients: ['browser'] })).toBe('none');
    expect(hashOn(LIVE)).toBe('none');
    expect(hashOn({ ...LIVE, ifCut: 'snapshot', serverStores: ['none'] })).toBe('none');
    expect(hashOn({ serverStores: ['none'], conversation: 'server-streams' }, 'long-poll')).toBe('ip');
    expect(
      hashOn({ ...LIVE, conversation: 'interleaved', serverStores: ['none'], clients: ['own-backend'] }, 'grpc'),
    ).toBe('ip');
  });

  test('counts no requests where an address says nothing of a client', () => {
    const plugins = (answers: Answers) => Object.keys(effectOf(on(answers, 'sse')).plugins);
    expect(plugins({ ...LIVE, clients: ['browser'], networks: ['internet'] })).toEqual(['rate-limiting']);
    expect(plugins(LIVE)).toEqual([]);
  });

  test('sends files on as they come', () => {
    const upload: Answers = { conversation: 'single-reply', payload: 'media', request: 'body', longestRunSeconds: 20 };
    expect(effectOf(on(upload, 'http')).routes[0]).toMatchObject({ requestBuffering: false });
  });

  test('tells which limit only the platform can raise', () => {
    const quiet: Answers = {
      conversation: 'interleaved',
      clients: ['own-backend'],
      heartbeat: 'no',
      longestRunSeconds: 1800,
    };
    const text = (longestSilenceSeconds: number, target: Case['target'] = {}) =>
      filesOf(on({ ...quiet, longestSilenceSeconds }, 'grpc', { target }))
        .map((file) => file.text)
        .join('');
    expect(text(100)).toMatch(/KONG_NGINX_HTTP_CLIENT_BODY_TIMEOUT[\s#]+to 180s/);
    expect(text(100, { kong: 'declarative' })).toContain('KONG_NGINX_HTTP_CLIENT_BODY_TIMEOUT');
    expect(text(10)).not.toContain('KONG_NGINX_HTTP_CLIENT_BODY_TIMEOUT');
  });

  test.each([
    ['external-nginx', 'sse', 'kong.otherPath'],
    ['in-cluster', 'grpc', 'kong.otherPath'],
    [PATH, 'signed-url', 'header.notOnPlatform'],
  ] as const)('is absent with a reason on %s for %s', (path, id, why) => {
    const answers: Answers = id === 'signed-url' ? { useCase: 'file-transfer', payload: 'file' } : LIVE;
    expect(allFilesOf({ answers, path, facts: onlyKnowing(id) })).toMatchObject({
      files: [],
      absentFiles: [{ kind: 'kong', why }],
    });
  });
});
