import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { facts } from '../support/facts.ts';
import { allFilesOf, type Case, filesOf, onlyKnowing } from '../support/generator-input.ts';
import { type Manifests, readManifests } from '../support/kubernetes.ts';

const recycled: Answers = {
  useCase: 'dashboard',
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  heartbeat: 'yes',
};
const run = (longestRunSeconds: number | 'open-ended'): Answers => ({
  conversation: 'server-streams',
  ifCut: 'costly',
  longestRunSeconds,
});
const chat: Answers = { conversation: 'interleaved', ifCut: 'resume', longestRunSeconds: 7200, heartbeat: 'yes' };

const caseOf = (id: ProtocolId, answers: Answers, path = 'in-cluster'): Case => ({
  answers,
  path,
  facts: onlyKnowing(id),
});
const read = (given: Case): Manifests => readManifests(filesOf(given));
const deploymentOf = (given: Case) => {
  const found = read(given)['deployment/deployment.yaml'];
  if (!found) throw new Error('no Deployment');
  return found;
};
const variables = (given: Case): { [name: string]: string } =>
  Object.fromEntries(
    deploymentOf(given).spec.template.spec.containers[0]?.env.map(({ name, value }) => [name, value]) ?? [],
  );
/** What is said before the grace period, as one line. */
function reason(given: Case): string {
  const text = filesOf(given).find(({ name }) => name === 'deployment/deployment.yaml')?.text ?? '';
  const before = text.slice(0, text.indexOf('terminationGracePeriodSeconds'));
  return before.slice(before.lastIndexOf('spec:')).replace(/\s*#\s*/g, ' ');
}

describe('a pod is given', () => {
  test.each<[string, Case, drain: number, words: string]>([
    [
      'the recycle period and its jitter',
      caseOf('sse', recycled, 'external-nginx'),
      300,
      'ends each connection by itself',
    ],
    ['a longer recycle period too', caseOf('websocket', chat, 'external-nginx'), 3180, 'can come back'],
    ['the length of one run', caseOf('http-stream', run(1000), 'external-nginx'), 1020, 'A run takes up to'],
    ['the whole of a run of an hour', caseOf('http-stream', run(3600), 'external-nginx'), 3600, 'A run takes up to'],
    ['an hour at most', caseOf('http-stream', run(90_000)), 3600, 'the most a load balancer drains'],
    ['an hour at most for what never ends', caseOf('websocket', run('open-ended')), 3600, 'Tell clients'],
    ['a standard life where nobody answered', caseOf('sse', {}), 300, 'has not been answered'],
    ['a minute for short requests', caseOf('long-poll', recycled, 'external-kong'), 60, 'Requests are short'],
    [
      'a minute for one quick answer',
      caseOf('http', { ...run(2), conversation: 'single-reply' }),
      60,
      'A run takes up to',
    ],
  ])('%s', (_, given, drain, words) => {
    const { terminationGracePeriodSeconds: grace } = deploymentOf(given).spec.template.spec;
    expect(grace).toBe(20 + drain + 10);
    expect(variables(given)['DRAIN_SECONDS']).toBe(String(drain));
    expect(reason(given)).toContain(words);
  });

  test('no more than the limit that ends its connections anyway', () => {
    const platform = structuredClone(facts.platform);
    const limit = platform.hops['classic-alb']?.limits.backendTimeoutSeconds;
    if (limit) limit.maximum = limit.value;
    const known: Facts = { ...facts, platform, protocols: onlyKnowing('http-stream').protocols };
    const answers: Answers = { conversation: 'server-streams', longestRunSeconds: 1000 };
    const given: Case = { answers, path: 'external-nginx', facts: known };
    expect(variables(given)['DRAIN_SECONDS']).toBe('300');
    expect(reason(given)).toContain('no connection outlives');
  });

  test('as long as the stream that watches a job needs, not only its short requests', () => {
    const answers: Answers = { conversation: 'server-streams', ifCut: 'must-finish', longestRunSeconds: 2700 };
    const given: Case = { answers, path: 'external-nginx' };
    expect(read(given)['backend-config.yaml']?.spec.connectionDraining.drainingTimeoutSec).toBe(300);
    expect(variables(given)['RECYCLE_SECONDS']).toBe('240');
  });
});

describe('the server is told', () => {
  test('to keep idle connections longer than a load balancer that leads straight to it', () => {
    const keepAlive = (path: string) => variables(caseOf('sse', recycled, path))['KEEP_ALIVE_SECONDS'];
    for (const path of ['gateway-global', 'gateway-internal', 'external-ingress-nginx'])
      expect(keepAlive(path)).toBe('620');
    for (const path of ['external-nginx', 'external-kong', 'in-cluster']) expect(keepAlive(path)).toBeUndefined();
  });

  test('when to recycle and to beat, only where the plan says so', () => {
    expect(variables(caseOf('sse', recycled))).toMatchObject({ RECYCLE_SECONDS: '240', HEARTBEAT_SECONDS: '15' });
    expect(variables(caseOf('http', { ...run(2), conversation: 'single-reply' }))).toEqual({ DRAIN_SECONDS: '60' });
  });
});

describe('a probe', () => {
  test('asks another port than the streams use', () => {
    for (const port of [8080, 8081, 8082]) {
      const [container] = deploymentOf({ ...caseOf('sse', recycled), service: { port } }).spec.template.spec.containers;
      expect(container?.ports[0]?.containerPort).not.toBe(port);
      for (const probe of [container?.startupProbe, container?.readinessProbe, container?.livenessProbe])
        expect(probe?.httpGet).toEqual({ path: '/healthz', port: container?.ports[0]?.name });
    }
  });
});

describe('the autoscaler', () => {
  const scalerOf = (given: Case) => read(given)['deployment/horizontal-pod-autoscaler.yaml']?.spec;

  test('follows the capacity on record', () => {
    const spec = scalerOf(caseOf('sse', { ...recycled, peakClients: 50_000, connectionsPerClient: 2 }));
    expect(spec).toMatchObject({ minReplicas: 3, maxReplicas: 2 * Math.ceil(100_000 / 8000) });
    // With the tenth the autoscaler leaves alone, it still acts before the alert on 8,000 streams of one pod.
    const target = Number(spec?.metrics[0]?.pods.target.averageValue);
    expect(target).toBe(6400);
    expect(target * 1.1).toBeLessThan(8000);
  });

  test('does not guess how many connections a client holds', () => {
    expect(scalerOf(caseOf('sse', { ...recycled, peakClients: 100_000 }))).toMatchObject({ maxReplicas: 6 });
  });

  test('does not take an unknown peak for none', () => {
    expect(scalerOf(caseOf('sse', recycled))).toMatchObject({ minReplicas: 3, maxReplicas: 6 });
    const text = filesOf(caseOf('sse', recycled)).find(({ name }) => name.includes('autoscaler'))?.text;
    expect(text).toContain('has not been answered');
  });

  test('takes pods away no faster than their streams end', () => {
    const scaleDown = scalerOf(caseOf('websocket', chat, 'external-nginx'))?.behavior.scaleDown;
    expect(scaleDown?.stabilizationWindowSeconds).toBe(3180);
    expect(scaleDown?.policies).toEqual([{ type: 'Pods', value: 1, periodSeconds: 1800 }]);
  });

  test('is not there where nothing stays open, or nobody knows what a pod holds', () => {
    expect(scalerOf(caseOf('http', { ...run(2), conversation: 'single-reply' }))).toBeUndefined();
    const platform = structuredClone(facts.platform);
    for (const hop of Object.values(platform.hops)) delete hop.limits.connectionsPerReplica;
    const given: Case = { answers: recycled, facts: { ...facts, platform, protocols: onlyKnowing('sse').protocols } };
    expect(scalerOf(given)).toBeUndefined();
    expect(filesOf(given).find(({ name }) => name === 'deployment/deployment.yaml')?.text).not.toContain('No replicas');
  });
});

test('is there on every path, and not for what goes round the platform', () => {
  for (const path of Object.keys(facts.platform.paths))
    expect(deploymentOf(caseOf('sse', recycled, path))).toBeDefined();
  const { absentFiles } = allFilesOf(
    caseOf('signed-url', { useCase: 'file-transfer', payload: 'file' }, 'external-nginx'),
  );
  expect(absentFiles).toContainEqual({ kind: 'deployment', why: 'header.notOnPlatform' });
});
