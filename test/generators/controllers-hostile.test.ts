import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Answers, defaultService, type Service, serviceShape } from '../../src/schema/answers.ts';
import { type Case, filesOf, onlyKnowing } from '../support/generator-input.ts';
import { hostileField } from '../support/hostile.ts';
import { skeletonOf } from '../support/skeleton.ts';

// Only the files of controllers in the cluster are made here, in more forms than the test of all kinds has room for.
vi.mock('../../src/generators/index.ts', async () => {
  const made = [
    import('../../src/generators/kong.ts'),
    import('../../src/generators/ingress-nginx.ts'),
    import('../../src/generators/f5-ingress-controller.ts'),
    import('../../src/generators/gateway-fabric.ts'),
  ];
  return { generators: (await Promise.all(made)).map((each) => each.default) };
});

/** A dashboard in pages of a service that keeps its state in the pod. */
const PAGES: Answers = {
  conversation: 'server-streams',
  useCase: 'dashboard',
  ifCut: 'resume',
  clients: ['browser'],
  networks: ['internet'],
  serverStores: ['none'],
};
const UPLOAD: Answers = { conversation: 'single-reply', payload: 'media', request: 'body', longestRunSeconds: 20 };
const QUIET: Answers = {
  conversation: 'interleaved',
  clients: ['own-backend'],
  peakClients: 9,
  heartbeat: 'no',
  longestSilenceSeconds: 100,
  longestRunSeconds: 900,
};
const F5 = { nginx: 'f5-ingress-controller', tls: 'proxy' } as const;

/** Between them every file and every optional part; a GRPCRoute alone has another form for another path. */
const CASES: readonly Case[] = [
  { answers: PAGES, path: 'external-kong' },
  { answers: PAGES, path: 'external-kong', target: { kong: 'declarative' }, locale: 'zh-cn' },
  { answers: QUIET, path: 'external-kong', facts: onlyKnowing('grpc') },
  { answers: PAGES, path: 'external-ingress-nginx' },
  { answers: QUIET, path: 'external-ingress-nginx', facts: onlyKnowing('grpc') },
  { answers: QUIET, target: F5, facts: onlyKnowing('grpc') },
  { answers: UPLOAD, target: F5, facts: onlyKnowing('http') },
  { answers: PAGES, target: { nginx: 'gateway-fabric' } },
  { answers: UPLOAD, target: { nginx: 'gateway-fabric' }, facts: onlyKnowing('http'), locale: 'zh-cn' },
];
const skeletonsOf = (given: Case, service: object = {}) =>
  filesOf({ ...given, service: service as Partial<Service> }).map(skeletonOf);
const plain = CASES.map((given) => skeletonsOf(given));

describe('names and texts of a service, in files for controllers', () => {
  test('either fit no answer file, or change nothing but texts', () => {
    let fitting = 0;
    fc.assert(
      fc.property(hostileField, fc.constantFrom(...CASES.keys()), ({ field, text }, index) => {
        const read = serviceShape.safeParse({ ...defaultService, [field]: text });
        if (!read.success) return;
        fitting += 1;
        expect(skeletonsOf(CASES[index] ?? { answers: {} }, read.data)).toEqual(plain[index]);
      }),
      { numRuns: 2000, seed: 11 },
    );
    expect(fitting).toBeGreaterThan(100);
  });

  test('that went round the answer file are stopped by a writer, or change nothing but texts', () => {
    let stopped = 0;
    fc.assert(
      fc.property(hostileField, fc.constantFrom(...CASES.keys()), ({ field, text }, index) => {
        let found: unknown;
        try {
          found = skeletonsOf(CASES[index] ?? { answers: {} }, { [field]: text });
        } catch {
          stopped += 1;
          return;
        }
        expect(found).toEqual(plain[index]);
      }),
      { numRuns: 800, seed: 12 },
    );
    expect(stopped).toBeGreaterThan(100);
  });

  test('cannot get into the lines of Nginx that some of the files hold', () => {
    for (const name of ['a;b', 'a b', 'a}', 'a{', '$host', "a'"])
      for (const target of [F5, { nginx: 'gateway-fabric' } as const])
        expect(() => filesOf({ answers: QUIET, target, facts: onlyKnowing('grpc'), service: { name } })).toThrow(
          'nginx:',
        );
  });
});
