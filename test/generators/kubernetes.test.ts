import { BackendConfig } from '@kubernetes-models/gke/cloud.google.com/v1';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Answers } from '../../src/schema/answers.ts';
import { facts } from '../support/facts.ts';
import {
  type Case,
  distinct,
  fileNamed,
  manyAnswers,
  onlyKnowing,
  otherPaths,
  verdictOf,
} from '../support/generator-input.ts';
import {
  acceptsBackendConfig,
  backendConfigShape,
  ingressShape,
  readYaml,
  serviceShape,
} from '../support/kubernetes.ts';

const NAMES = ['backend-config.yaml', 'service.yaml', 'ingress.yaml'];
const answers = manyAnswers(150);

/** Names that other readers take for something else, too long ones together, and paths to be straightened. */
const services: Case['service'][] = [
  {},
  { name: 'no', namespace: 'y', host: '1e3.0x1f', path: '//a/./b/../c/', port: 1 },
  { name: 'a'.repeat(63), namespace: '0'.repeat(63), path: '/', port: 65_535 },
];

/** Runs that cannot be cut, on both sides of every timeout that can be set. */
const runs = [59, 240, 241, 300, 301, 1000, 2880, 2881, 3600, 3601, 90_000, 'open-ended'] as const;
const unbroken = runs.map(
  (longestRunSeconds): Answers => ({ conversation: 'server-streams', ifCut: 'costly', longestRunSeconds }),
);

function* cases(): Iterable<Case> {
  for (const path of ['external-nginx', 'external-kong'])
    for (const given of answers) yield { answers: given, path, locale: path === 'external-kong' ? 'zh-cn' : 'en' };
  for (const service of services)
    for (const { id } of facts.protocols)
      for (const path of ['external-nginx', 'external-kong'])
        for (const given of answers.slice(0, 10))
          yield { answers: given, path, facts: onlyKnowing(id), service: service ?? {} };
  for (const given of unbroken) yield { answers: given, facts: onlyKnowing('http-stream') };
  for (const given of answers) yield { answers: given, path: 'balancer-alone', facts: otherPaths };
}

const found = [...distinct(cases(), ({ name }) => NAMES.includes(name)).values()];

describe('what goes to GKE Ingress', () => {
  test('is there in many forms', () => {
    expect(found.length).toBeGreaterThan(20);
  });

  test.each(found.map((given, index) => [index, given] as const))(
    'fits, belongs together and drains long enough, form %i',
    (_, given) => {
      const [config, service, ingress] = NAMES.map((name) => fileNamed(given, name));
      for (const text of [config, service, ingress]) expect(readYaml(text ?? '')).toEqual(parse(text ?? ''));
      expect(acceptsBackendConfig(readYaml(config ?? ''))).toBe(true);
      const { metadata, spec } = backendConfigShape.parse(readYaml(config ?? ''));
      const edge = serviceShape.parse(readYaml(service ?? ''));
      const rules = ingressShape.parse(readYaml(ingress ?? ''));

      expect(edge.metadata.annotations['cloud.google.com/backend-config'].default).toBe(metadata.name);
      expect(edge.metadata.namespace).toBe(metadata.namespace);
      expect(rules.metadata.namespace).toBe(metadata.namespace);
      const [port] = edge.spec.ports;
      expect(rules.spec.rules[0]?.http.paths[0]?.backend.service).toEqual({
        name: edge.metadata.name,
        port: { name: port?.name },
      });
      const protocols = edge.metadata.annotations['cloud.google.com/app-protocols'];
      const { protocol, recycleSeconds } = verdictOf(given).recommendation;
      const speaksHttp2 = facts.protocols.find(({ id }) => id === protocol)?.backendProtocol === 'HTTP2';
      expect(protocols).toEqual(speaksHttp2 ? { [port?.name ?? '']: 'HTTP2' } : undefined);

      const { timeoutSec, connectionDraining } = spec;
      expect(connectionDraining.drainingTimeoutSec).toBe(Math.min(timeoutSec, 3600));
      if (recycleSeconds !== null) {
        expect(timeoutSec).toBeGreaterThan(recycleSeconds);
        expect(connectionDraining.drainingTimeoutSec).toBeGreaterThanOrEqual(recycleSeconds);
      }
    },
  );

  const sample = () =>
    structuredClone(readYaml(fileNamed({ answers: {}, facts: onlyKnowing('sse') }, 'backend-config.yaml'))) as {
      spec: { [key: string]: unknown };
    };
  test.each([
    ['a timeout as text', { timeoutSec: '3600' }],
    ['half a second', { timeoutSec: 1.5 }],
    ['no time at all', { timeoutSec: 0 }],
    ['a negative time', { timeoutSec: -5 }],
    ['more than a day', { timeoutSec: 86_401 }],
    ['a drain of more than an hour', { connectionDraining: { drainingTimeoutSec: 3601 } }],
    ['a drain that is off', { connectionDraining: { drainingTimeoutSec: 0 } }],
    ['a misspelt key', { timeoutSeconds: 3600 }],
    ['a key of another kind', { connectionDraining: { enabled: true } }],
    ['a cache without its switch', { cdn: {} }],
    ['more samples than requests', { logging: { enable: true, sampleRate: 5 } }],
    ['an affinity that does not exist', { sessionAffinity: { affinityType: 'STICKY' } }],
    [
      'a probe that takes longer than its interval',
      { healthCheck: { type: 'HTTP', requestPath: '/', port: 80, checkIntervalSec: 5, timeoutSec: 6 } },
    ],
  ])('is refused with %s', (_, change) => {
    const good = sample();
    expect(acceptsBackendConfig(good)).toBe(true);
    expect(acceptsBackendConfig({ ...good, spec: { ...good.spec, ...change } })).toBe(false);
  });

  test('is read by the definition of the cluster, which finds other things than we do', () => {
    const { spec, ...rest } = sample();
    const read = (change: object) => () => new BackendConfig({ ...rest, spec: { ...spec, ...change } }).validate();
    expect(read({})).not.toThrow();
    expect(read({ timeoutSec: '3600' })).toThrow();
    expect(read({ timeoutSec: 0 })).not.toThrow();
  });
});
