import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { type Target, targets } from '../../src/schema/target.ts';
import { facts } from '../support/facts.ts';
import { allFilesOf, type Case, fileNamed, filesOf, onlyKnowing } from '../support/generator-input.ts';
import { type Manifests, readManifests } from '../support/kubernetes.ts';

/** A stream that is recycled often, one that is recycled rarely, one long run, and one that nobody can bound. */
const dashboard: Answers = {
  useCase: 'dashboard',
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  heartbeat: 'yes',
};
const crowd: Answers = { ...dashboard, peakClients: 100_000 };
const chat: Answers = {
  useCase: 'chat',
  conversation: 'interleaved',
  ifCut: 'resume',
  longestRunSeconds: 7200,
  heartbeat: 'yes',
};
const longRun: Answers = { conversation: 'server-streams', ifCut: 'costly', longestRunSeconds: 1000 };
const endless: Answers = { ...longRun, longestRunSeconds: 'open-ended' };
const quiet: Answers = { ...chat, heartbeat: 'no', longestSilenceSeconds: 900 };

const caseOf = (path: string, id: ProtocolId, answers: Answers, kind?: Target['gateway']): Case => ({
  path,
  answers,
  facts: onlyKnowing(id),
  target: kind === undefined ? {} : { gateway: kind },
});
const read = (given: Case): Manifests => readManifests(filesOf(given));
const timeoutOf = (given: Case): number | undefined =>
  read(given)['gateway/backend-policy.yaml']?.spec.default.timeoutSec;
/** A comment as one line, however it was wrapped. */
const comments = (given: Case, name: string): string =>
  fileNamed(given, name)
    .split('\n')
    .filter((line) => /^\s*#/.test(line))
    .map((line) => line.replace(/^\s*#\s*/, ''))
    .join(' ');

describe('the timeout', () => {
  test.each<[string, Case, number]>([
    ['holds where a stream is recycled in time', caseOf('gateway-global', 'sse', dashboard), 300],
    ['is raised for rare recycling', caseOf('gateway-global', 'sse', crowd), 3600],
    ['is raised for one long run, with a fifth left free', caseOf('gateway-internal', 'http-stream', longRun), 1260],
    ['goes as far as the platform goes for an endless one', caseOf('gateway-global', 'http-stream', endless), 3600],
    ['does not follow the life of a WebSocket', caseOf('gateway-global', 'websocket', chat), 300],
    ['follows its silence', caseOf('gateway-internal', 'websocket', quiet), 960],
    ['follows from the plan where no such limit was assessed', caseOf('external-ingress-nginx', 'sse', crowd), 3600],
    ['so that a fifth is left free', caseOf('external-ingress-nginx', 'http-stream', longRun), 1260],
    ['or as far as the platform goes', caseOf('external-ingress-nginx', 'http-stream', endless), 3600],
    ['and for a WebSocket from its silence', caseOf('external-ingress-nginx', 'websocket', quiet), 960],
    ['on each class', caseOf('external-ingress-nginx', 'websocket', quiet, 'internal'), 960],
    ['also without a record of the class', caseOf('external-ingress-nginx', 'websocket', quiet, 'regional'), 960],
    ['where streams have a total limit', caseOf('gateway-internal', 'sse', crowd, 'regional'), 3600],
  ])('%s', (_, given, expected) => {
    expect(timeoutOf(given)).toBe(expected);
  });

  test('is left out, and said to be, where the profile records none', () => {
    const platform = structuredClone(facts.platform);
    for (const hop of Object.values(platform.hops)) delete hop.limits.backendTimeoutSeconds;
    const known: Facts = { ...facts, platform, protocols: onlyKnowing('sse').protocols };
    for (const path of ['gateway-global', 'external-ingress-nginx']) {
      const text = fileNamed({ path, answers: dashboard, facts: known }, 'gateway/backend-policy.yaml');
      expect(text).not.toMatch(/^\s*timeoutSec:/m);
      expect(text).toContain('No timeoutSec here');
    }
  });
});

describe('the class', () => {
  const names = {
    global: 'gke-l7-global-external-managed',
    regional: 'gke-l7-regional-external-managed',
    internal: 'gke-l7-rilb',
  };
  test.each(targets.gateway)('%s is the one that was chosen, on every path that has it', (kind) => {
    for (const path of ['gateway-global', 'gateway-internal', 'external-ingress-nginx']) {
      const object = read(caseOf(path, 'sse', dashboard, kind))['gateway/gateway.yaml'];
      expect(object?.spec.gatewayClassName).toBe(names[kind]);
    }
  });

  test('follows from the path where nobody chose', () => {
    const of = (path: string) => read(caseOf(path, 'sse', dashboard))['gateway/gateway.yaml']?.spec.gatewayClassName;
    expect(['gateway-global', 'gateway-internal', 'external-ingress-nginx'].map(of)).toEqual([
      names.global,
      names.internal,
      names.global,
    ]);
  });

  test.each([
    ['gateway-global', 'global', false],
    ['gateway-global', 'internal', true],
    ['gateway-internal', 'internal', false],
    ['gateway-internal', 'regional', true],
  ] as const)('of %s as %s: said to be another than was assessed: %s', (path, kind, isOther) => {
    for (const name of ['gateway/gateway.yaml', 'gateway/backend-policy.yaml']) {
      const said = comments(caseOf(path, 'websocket', chat, kind), name);
      expect(said.includes('made for another kind of load balancer')).toBe(isOther);
    }
  });

  test('decides what is said of a WebSocket', () => {
    const said = (kind: Target['gateway']) =>
      comments(caseOf('gateway-global', 'websocket', chat, kind), 'gateway/backend-policy.yaml');
    expect(said('global')).toContain('closed after 24 hours, whatever');
    expect(said('regional')).toContain('No longest life is documented for this class');
    expect(comments(caseOf('gateway-global', 'sse', dashboard), 'gateway/backend-policy.yaml')).toContain(
      'A total limit',
    );
  });
});

describe('the way out of a retired controller', () => {
  test('says what it is, and that its numbers come from the plan', () => {
    const given = caseOf('external-ingress-nginx', 'sse', dashboard);
    for (const { name } of filesOf(given).filter(({ kind }) => kind === 'gateway'))
      expect(comments(given, name)).toContain('as the way out');
    expect(comments(given, 'gateway/backend-policy.yaml')).toContain('follows from the plan of the connection');
    expect(comments(given, 'gateway/backend-policy.yaml')).not.toContain('As it is today');
  });

  test('leads straight to the pods of the team', () => {
    const { metadata, spec } = read(caseOf('external-ingress-nginx', 'grpc', chat))['gateway/service.yaml'] ?? {};
    expect(metadata).toEqual({ name: 'stream', namespace: 'default' });
    expect(spec?.ports).toEqual([{ name: 'grpc', port: 8080, targetPort: 8080, appProtocol: 'HTTP2' }]);
  });
});

test('a client comes back to its pod only where the pod alone has what it needs', () => {
  const affinity = (answers: Answers) =>
    read(caseOf('gateway-global', 'sse', answers))['gateway/backend-policy.yaml']?.spec.default.sessionAffinity.type;
  expect(affinity({ ...dashboard, serverStores: ['event-log'], clients: ['browser'] })).toBe('NONE');
  expect(affinity({ ...dashboard, serverStores: ['none'], clients: ['browser'] })).toBe('GENERATED_COOKIE');
  expect(affinity({ ...dashboard, serverStores: ['none'], clients: ['device'] })).toBe('CLIENT_IP');
  expect(affinity(dashboard)).toBe('NONE');
});

test('a proxy behind the Gateway is the backend, and is checked on the port it serves', () => {
  const platform = structuredClone(facts.platform);
  platform.paths['gateway-global'] = { tiered: true, hops: ['browser', 'global-alb', 'nginx', 'service'] };
  for (const [id, type] of [['sse', 'HTTP'] as const, ['grpc', 'HTTPS'] as const]) {
    const given: Case = {
      path: 'gateway-global',
      answers: id === 'sse' ? dashboard : chat,
      facts: { ...facts, platform, protocols: onlyKnowing(id).protocols },
    };
    const manifests = read(given);
    expect(manifests['gateway/service.yaml']?.metadata).toEqual({ name: 'edge-default-stream', namespace: 'nginx' });
    expect(manifests['gateway/health-check-policy.yaml']?.spec.default.config.type).toBe(type);
    expect(fileNamed(given, 'gateway/health-check-policy.yaml')).toContain('USE_SERVING_PORT');
    const encrypted = read({ ...given, target: { tls: 'proxy' } });
    const appProtocol = id === 'sse' ? 'HTTPS' : 'HTTP2';
    expect(encrypted['gateway/service.yaml']?.spec.ports).toMatchObject([{ port: 443, appProtocol }]);
    expect(encrypted['gateway/health-check-policy.yaml']?.spec.default.config.type).toBe('HTTPS');
  }
});

test('elsewhere there is none, for a reason', () => {
  const why = (path: string, id: ProtocolId = 'sse', answers = dashboard) =>
    allFilesOf(caseOf(path, id, answers)).absentFiles.find(({ kind }) => kind === 'gateway')?.why;
  expect(why('external-nginx')).toBe('gateway.ingressPath');
  expect(why('external-kong')).toBe('gateway.ingressPath');
  expect(why('in-cluster')).toBe('gateway.otherPath');
  expect(why('gateway-global', 'signed-url', { useCase: 'file-transfer', payload: 'file' })).toBe(
    'header.notOnPlatform',
  );
  expect(why('gateway-global')).toBeUndefined();
});

test('the choice of its class is offered, and where TLS ends only where a proxy stands behind it', () => {
  const offered = (path: string, known: Facts) =>
    allFilesOf({ path, answers: dashboard, facts: known }).targetChoices['gateway'];
  const platform = structuredClone(facts.platform);
  platform.paths['gateway-global'] = { tiered: true, hops: ['browser', 'global-alb', 'nginx', 'service'] };
  expect(offered('gateway-global', onlyKnowing('sse'))).toEqual(['gateway']);
  expect(offered('gateway-global', { ...onlyKnowing('sse'), platform })).toEqual(['gateway', 'tls']);
});
