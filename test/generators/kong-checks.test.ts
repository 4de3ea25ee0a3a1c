import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { objectsIn } from '../support/controllers.ts';
import { type Case, onlyKnowing } from '../support/generator-input.ts';
import { declarativeShape, objectShape } from '../support/kong.ts';
import { readObjects } from '../support/kong-reader.ts';

// Only the files of this kind are made here; the others have tests of their own.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/kong.ts')).default],
}));

const LIVE: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  clients: ['browser'],
  networks: ['internet'],
  serverStores: ['none'],
};
const GOOD: Case = { answers: LIVE, path: 'external-kong', facts: onlyKnowing('sse') };

type Changes = { readonly [key: string]: unknown };
/** The objects of a good case, each changed by what is given for its file. */
function objects(changes: { readonly [file: string]: (object: never) => unknown } = {}): unknown[] {
  return [...objectsIn(GOOD, 'kong')].map(([name, object]) =>
    changes[name] ? changes[name](object as never) : object,
  );
}
const annotate = (changes: Changes) => (object: { metadata: { annotations: Changes } }) => ({
  ...object,
  metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...changes } },
});
const configure = (changes: Changes) => (object: { config: Changes }) => ({
  ...object,
  config: { ...object.config, ...changes },
});

describe('the checks', () => {
  test('accept what we make', () => {
    for (const object of objects()) expect(objectShape.safeParse(object).success).toBe(true);
    expect(readObjects(objects())).toMatchObject({ readTimeout: 60_000, routes: [{ responseBuffering: false }] });
  });

  test.each([
    ['service.yaml', 'seconds with a unit', annotate({ 'konghq.com/read-timeout': '3600s' })],
    ['service.yaml', 'no time', annotate({ 'konghq.com/read-timeout': '0' })],
    ['service.yaml', 'a time that is no text', annotate({ 'konghq.com/read-timeout': 60_000 })],
    ['service.yaml', 'more than Kong can count', annotate({ 'konghq.com/read-timeout': '2147483647' })],
    ['service.yaml', 'a misspelt annotation', annotate({ 'konghq.com/read-timeouts': '60000' })],
    ['service.yaml', 'an annotation of an Ingress', annotate({ 'konghq.com/response-buffering': 'false' })],
    ['service.yaml', 'KongIngress by annotation', annotate({ 'konghq.com/override': 'stream' })],
    ['ingress.yaml', 'a timeout on an Ingress', annotate({ 'konghq.com/read-timeout': '60000' })],
    [
      'ingress.yaml',
      'an annotation of ingress-nginx',
      annotate({ 'nginx.ingress.kubernetes.io/proxy-buffering': 'off' }),
    ],
    ['ingress.yaml', 'buffering that is off', annotate({ 'konghq.com/response-buffering': 'off' })],
    ['ingress.yaml', 'a protocol of the paid edition', annotate({ 'konghq.com/protocols': 'ws,wss' })],
    ['rate-limiting.yaml', 'flat settings of Redis', configure({ redis: undefined, redis_host: 'redis' })],
    ['rate-limiting.yaml', 'no period', configure({ minute: undefined })],
    ['rate-limiting.yaml', 'Redis without a host', configure({ redis: undefined })],
    [
      'rate-limiting.yaml',
      'a plugin that does not exist',
      (object: Changes) => ({ ...object, plugin: 'request-timeout' }),
    ],
    ['rate-limiting.yaml', 'a spec', ({ config, ...object }: Changes) => ({ ...object, spec: { config } })],
    ['cors.yaml', 'every origin with credentials', configure({ origins: ['*'], credentials: true })],
    ['cors.yaml', 'no origin', configure({ origins: [] })],
    [
      'upstream-policy.yaml',
      'two inputs',
      (object: Changes) => ({
        ...object,
        spec: { algorithm: 'consistent-hashing', hashOn: { input: 'ip', header: 'X-A' } },
      }),
    ],
    [
      'upstream-policy.yaml',
      'another algorithm',
      (object: Changes) => ({ ...object, spec: { algorithm: 'round-robin', hashOn: { input: 'ip' } } }),
    ],
    [
      'upstream-policy.yaml',
      'KongIngress',
      () => ({
        apiVersion: 'configuration.konghq.com/v1',
        kind: 'KongIngress',
        metadata: { name: 'a', namespace: 'b' },
        proxy: { stream: true },
      }),
    ],
  ] as const)('refuse %s with %s', (name, _, change) => {
    const changed = objects({ [name]: change as never });
    expect(changed.filter((object) => !objectShape.safeParse(object).success)).toHaveLength(1);
  });

  test.each([
    ['seconds with a unit', 'service.yaml', annotate({ 'konghq.com/read-timeout': '180s' }), { readTimeout: 60_000 }],
    ['half milliseconds', 'service.yaml', annotate({ 'konghq.com/read-timeout': '90000.5' }), { readTimeout: 60_000 }],
    ['retries in words', 'service.yaml', annotate({ 'konghq.com/retries': 'off' }), { retries: 5 }],
    [
      'a policy that is not there',
      'service.yaml',
      annotate({ 'konghq.com/upstream-policy': 'other' }),
      { hashOn: 'none' },
    ],
    [
      'a timeout on the Ingress',
      'ingress.yaml',
      annotate({ 'konghq.com/read-timeout': '90000' }),
      { readTimeout: 60_000 },
    ],
    [
      'buffering that is off',
      'ingress.yaml',
      annotate({ 'konghq.com/response-buffering': 'off' }),
      { routes: [{ responseBuffering: true }] },
    ],
    [
      'a space in a list',
      'ingress.yaml',
      annotate({ 'konghq.com/protocols': 'grpc, grpcs' }),
      { routes: [{ protocols: ['http', 'https'] }] },
    ],
    [
      'gRPC beside HTTP',
      'ingress.yaml',
      annotate({ 'konghq.com/protocols': 'grpc,http' }),
      { routes: [{ protocols: ['http', 'https'] }] },
    ],
    ['a plugin that is not there', 'service.yaml', annotate({ 'konghq.com/plugins': 'other' }), { plugins: {} }],
  ] as const)('notice that %s has no effect', (_, name, change, effect) => {
    expect(readObjects(objects({ [name]: change as never }))).toMatchObject(effect);
  });

  test('know that no time at all is refused by Kong itself', () => {
    expect(() =>
      readObjects(objects({ 'service.yaml': annotate({ 'konghq.com/read-timeout': '0' }) as never })),
    ).toThrow();
  });

  test.each([
    ['a time as text', { read_timeout: '60000' }],
    ['no time', { read_timeout: 0 }],
    ['a key of the annotations', { 'read-timeout': 60_000 }],
    ['a protocol of the paid edition', { protocol: 'ws' }],
  ])('refuse a declarative file with %s', (_, change) => {
    const file = objectsIn({ ...GOOD, target: { kong: 'declarative' } }, 'kong').get('kong.yml') as {
      services: Changes[];
    };
    expect(declarativeShape.safeParse(file).success).toBe(true);
    expect(declarativeShape.safeParse({ ...file, services: [{ ...file.services[0], ...change }] }).success).toBe(false);
    expect(declarativeShape.safeParse({ ...file, _format_version: 3 }).success).toBe(false);
  });
});
