import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { generateFiles } from '../../src/advise.ts';
import type { Verdict } from '../../src/engine/assess.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { Protocol } from '../../src/schema/protocol.ts';
import { type GivenTarget, targets } from '../../src/schema/target.ts';
import { locales } from '../../src/schema/texts.ts';
import { facts } from '../support/facts.ts';
import {
  type Case,
  fileOf,
  filesOf,
  manyAnswers,
  onlyKnowing,
  otherPaths,
  verdictOf,
  withoutComments,
} from '../support/generator-input.ts';
import { linkProblems } from '../support/kubernetes/links.ts';
import { numberProblems } from '../support/kubernetes/numbers.ts';
import { type Manifests, readManifests, readYaml } from '../support/kubernetes.ts';
import { texts } from '../support/texts.ts';

// Only what writes manifests: the other files of thousands of cases are not read here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [
    (await import('../../src/generators/gke-ingress.ts')).default,
    (await import('../../src/generators/gateway.ts')).default,
    (await import('../../src/generators/deployment.ts')).default,
  ],
}));

/** The default profile with two paths more: a load balancer that leads straight to the pods, and a Gateway before Nginx. */
const allPaths: Facts = {
  ...facts,
  platform: {
    ...facts.platform,
    paths: {
      ...facts.platform.paths,
      'balancer-alone': otherPaths.platform.paths['balancer-alone'] ?? { tiered: true, hops: [] },
      'gateway-before-nginx': { tiered: true, hops: ['browser', 'global-alb', 'nginx', 'service'] },
    },
  },
};
const paths = Object.keys(allPaths.platform.paths);
const classes: readonly GivenTarget['gateway'][] = [undefined, ...targets.gateway];

/** Names that other readers take for something else, too long ones together, and paths to be straightened. */
const services: NonNullable<Case['service']>[] = [
  {},
  { name: 'no', namespace: 'y', host: '1e3.0x1f', path: '//a/./b/../c/', port: 1 },
  { name: 'a'.repeat(63), namespace: '0'.repeat(63), path: '/', port: 8081 },
];
/** Runs that cannot be cut, on both sides of every timeout that can be set. */
const unbroken = [0.02, 59, 240, 241, 300, 301, 1000, 2880, 2881, 3600, 3601, 90_000, 'open-ended'] as const;
const answers = manyAnswers(60);
const longRuns = unbroken.map(
  (longestRunSeconds): Answers => ({ conversation: 'server-streams', ifCut: 'costly', longestRunSeconds }),
);

function* cases(): Iterable<Case> {
  let turn = 0;
  const next = (answered: Answers, path: string, known: Facts): Case => {
    turn += 1;
    const gateway = classes[turn % classes.length];
    return {
      answers: answered,
      path,
      facts: known,
      service: services[turn % services.length] ?? {},
      locale: locales[turn % locales.length] ?? 'en',
      target: { ...(gateway !== undefined && { gateway }), ...(turn % 3 === 0 && { tls: 'proxy' }) },
    };
  };
  for (const path of paths) {
    for (const given of answers) yield next(given, path, allPaths);
    for (const { id } of facts.protocols.filter(({ crossesPlatform }) => crossesPlatform)) {
      const known = { ...allPaths, protocols: onlyKnowing(id).protocols };
      for (const given of [...answers.slice(-4), ...longRuns]) yield next(given, path, known);
    }
  }
}

/** Every file of ours, without what people alone read. */
const bare = (files: readonly GeneratedFile[]): string =>
  files.map(({ name, text }) => `${name}\n${withoutComments(text)}`).join('\n');

const read = new Map<string, Manifests>();
/** The manifests among some files; those of the same text are checked once. */
function manifestsOf(files: readonly GeneratedFile[]): Manifests {
  const key = bare(files);
  const found = read.get(key) ?? readManifests(files);
  read.set(key, found);
  return found;
}

type Made = { readonly given: Case; readonly verdict: Verdict; readonly manifests: Manifests };
/** Protocols of a design that cross the platform, the recommended one first. */
const usedIn = ({ recommendation: { protocol, companions } }: Verdict): Protocol[] =>
  [protocol, ...companions].flatMap(
    (id) => facts.protocols.find((known) => known.id === id && known.crossesPlatform) ?? [],
  );

describe('manifests over all answers, paths, protocols, classes and languages', () => {
  const made: Made[] = [];

  beforeAll(() => {
    for (const given of cases()) {
      const { facts: known = facts, locale = 'en' } = given;
      const verdict = verdictOf(given);
      const { files } = generateFiles(verdict, fileOf(given), known, texts(locale), locale, {});
      made.push({ given, verdict, manifests: manifestsOf(files) });
    }
  });

  test('fit the definitions of the cluster and our own, and name only what is there', () => {
    expect(made.flatMap(({ manifests }) => linkProblems(manifests))).toEqual([]);
    expect(made.length).toBeGreaterThan(1200);
    expect(read.size).toBeGreaterThan(300);
  });

  test('agree in their numbers with each other and with the plan', () => {
    const problems = made.flatMap(({ given, verdict, manifests }) => {
      const [used] = usedIn(verdict);
      return used
        ? numberProblems(manifests, verdict, used).map((problem) => `${JSON.stringify(given.answers)}: ${problem}`)
        : Object.keys(manifests);
    });
    expect(problems).toEqual([]);
    expect(made.filter(({ manifests }) => manifests['deployment/deployment.yaml']).length).toBeGreaterThan(1200);
  });

  test('give HTTP/2 to gRPC alone, never to a WebSocket', () => {
    const wrong = made.filter(({ verdict, manifests }) => {
      const used = usedIn(verdict);
      const wanted = used.every(({ backendProtocol }) => backendProtocol === 'HTTP2');
      const edge = manifests['service.yaml']?.metadata.annotations;
      const [port] = manifests['gateway/service.yaml']?.spec.ports ?? [];
      const marks = [
        ...(edge ? [Object.values(edge['cloud.google.com/app-protocols'] ?? {}).includes('HTTP2')] : []),
        ...(port ? [port.appProtocol === 'HTTP2'] : []),
      ];
      const isMixed = new Set(used.map(({ backendProtocol }) => backendProtocol)).size > 1;
      return isMixed || marks.some((mark) => mark !== wanted);
    });
    expect(wrong).toEqual([]);
  });

  test('keep caches away from streams, polls and jobs, and leave complete answers to them', () => {
    const wrong = made.filter(({ verdict, manifests }) => {
      const config = manifests['backend-config.yaml'];
      const isFresh = usedIn(verdict).some(({ nginx, watchStream }) => nginx !== 'plain' || watchStream);
      return config && config.spec.cdn?.enabled !== (isFresh ? false : undefined);
    });
    expect(wrong).toEqual([]);
  });

  test('give HTTPS to a proxy that ends TLS, and to nothing else', () => {
    const seen = { HTTP: 0, HTTPS: 0 };
    for (const { given, verdict, manifests } of made) {
      const edge = manifests['service.yaml'];
      if (!edge || usedIn(verdict)[0]?.backendProtocol === 'HTTP2') continue;
      const [port] = edge.spec.ports;
      const isProxy = edge.metadata.name.startsWith('edge-');
      const wanted = isProxy && given.target?.tls === 'proxy' ? 'HTTPS' : 'HTTP';
      seen[wanted] += 1;
      expect(edge.metadata.annotations['cloud.google.com/app-protocols']).toEqual(
        wanted === 'HTTPS' ? { https: 'HTTPS' } : undefined,
      );
      if (isProxy) expect(port).toMatchObject(wanted === 'HTTPS' ? { port: 443 } : { port: 80 });
    }
    expect(Math.min(seen.HTTP, seen.HTTPS)).toBeGreaterThan(50);
  });

  test('say the same in every language, and the same to readers of YAML 1.1 and 1.2', () => {
    for (const { given } of made.filter((_, index) => index % 23 === 0)) {
      const [one = [], other = []] = locales.map((locale) => filesOf({ ...given, locale }));
      expect(bare(one)).toBe(bare(other));
      for (const { text } of one) expect(readYaml(text)).toEqual(parse(text));
    }
  });
});
