import { describe, expect, test } from 'vitest';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import { protocolNamed } from '../support/facts.ts';
import { type Case, filesOf, onlyKnowing, otherPaths, verdictOf } from '../support/generator-input.ts';
import { linkProblems } from '../support/kubernetes/links.ts';
import { numberProblems } from '../support/kubernetes/numbers.ts';
import {
  definitionProblems,
  type ManifestName,
  type Manifests,
  manifestNames,
  manifestProblems,
  readManifests,
  readYaml,
  shapeProblems,
} from '../support/kubernetes.ts';

/** A dashboard that is recycled: every file of each path, with all fields. */
const answers: Case['answers'] = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  useCase: 'dashboard',
  heartbeat: 'yes',
};
const { protocols } = onlyKnowing('sse');
const ingressCase: Case = { answers, path: 'balancer-alone', facts: { ...otherPaths, protocols } };
const gatewayCase: Case = { answers, path: 'gateway-global', facts: onlyKnowing('sse') };
const files = [...filesOf(ingressCase), ...filesOf(gatewayCase)];

type Tree = { [key: string]: unknown };
const fileNamed = (name: ManifestName): GeneratedFile => {
  const found = files.find((file) => file.name === name);
  if (!found) throw new Error(`${name}: not among the files`);
  return found;
};
/** A good manifest with one value changed, by the way to it; undefined removes it. */
function changed(value: unknown, way: string, to: unknown): unknown {
  const copy = structuredClone(value) as Tree;
  const keys = way.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce((tree, key) => {
    tree[key] ??= {};
    return tree[key] as Tree;
  }, copy);
  if (to === undefined) delete place[last];
  else place[last] = to;
  return copy;
}
const inside = 'spec.template.spec.containers.0';
const policy = 'gateway/backend-policy.yaml';
const health = 'gateway/health-check-policy.yaml';
const route = 'gateway/http-route.yaml';
const pods = 'deployment/deployment.yaml';
const scaler = 'deployment/horizontal-pod-autoscaler.yaml';

test.each(manifestNames)('%s is accepted as it is', (name) => {
  expect(manifestProblems(name, readYaml(fileNamed(name).text))).toEqual([]);
});

describe('a manifest is refused', () => {
  test.each<[ManifestName, string, unknown]>([
    ['backend-config.yaml', 'spec.timeoutSec', '3600'],
    ['backend-config.yaml', 'spec.timeoutSec', 1.5],
    ['backend-config.yaml', 'spec.timeoutSec', 0],
    ['backend-config.yaml', 'spec.timeoutSec', -5],
    ['backend-config.yaml', 'spec.timeoutSec', 86_401],
    ['backend-config.yaml', 'spec.timeoutSec', undefined],
    ['backend-config.yaml', 'spec.timeoutSeconds', 3600],
    ['backend-config.yaml', 'spec.connectionDraining.drainingTimeoutSec', 3601],
    ['backend-config.yaml', 'spec.connectionDraining.drainingTimeoutSec', 0],
    ['backend-config.yaml', 'spec.connectionDraining', undefined],
    ['backend-config.yaml', 'spec.cdn', {}],
    ['backend-config.yaml', 'spec.logging.sampleRate', 5],
    ['backend-config.yaml', 'spec.sessionAffinity.affinityType', 'STICKY'],
    ['backend-config.yaml', 'spec.sessionAffinity', undefined],
    ['backend-config.yaml', 'spec.healthCheck.timeoutSec', 16],
    ['backend-config.yaml', 'spec.healthCheck.type', 'TCP'],
    ['service.yaml', 'spec.ports.0.port', '80'],
    ['service.yaml', 'metadata.annotations', {}],
    ['ingress.yaml', 'spec.rules.0.http.paths.0.pathType', 'prefix'],
    [policy, 'spec.default.timeoutSec', 0],
    [policy, 'spec.default.timeoutSec', -5],
    [policy, 'spec.default.timeoutSec', '300'],
    [policy, 'spec.default.timeoutSec', 86_401],
    [policy, 'spec.default.timeoutSeconds', 300],
    [policy, 'spec.default.connectionDraining.drainingTimeoutSec', 3601],
    [policy, 'spec.default.sessionAffinity', { affinityType: 'NONE' }],
    [policy, 'spec.default.logging.sampleRate', 0.5],
    [policy, 'spec.default.logging.sampleRate', 1_000_001],
    [policy, 'spec.default.securityPolicy', { name: '' }],
    [policy, 'spec.targetRef', undefined],
    [policy, 'spec.targetRef.kind', 'Gateway'],
    [health, 'spec.default.timeoutSec', 16],
    [health, 'spec.default.checkIntervalSec', 301],
    [health, 'spec.default.checkIntervalSec', '15'],
    [health, 'spec.default.config.type', 'HTTPS'],
    [health, 'spec.default.config.httpHealthCheck.requestPath', 'healthz'],
    [health, 'spec.default.config.httpHealthCheck.port', undefined],
    [route, 'spec.rules.0.timeouts', { request: '3600s' }],
    [route, 'spec.rules.0.retry', { attempts: 2 }],
    [route, 'spec.rules.0.filters', [{ type: 'CORS', cors: {} }]],
    [route, 'spec.rules.0.matches.0.path.type', 'Prefix'],
    [route, 'spec.rules.0.matches.0.path.value', '/a//b'],
    [route, 'spec.rules.0.matches.0.method', 'GET'],
    [route, 'spec.rules.0.backendRefs.0.port', '8080'],
    ['gateway/gateway.yaml', 'spec.gatewayClassName', 'gke-l7-gxlb'],
    ['gateway/gateway.yaml', 'spec.listeners.0.port', 80],
    ['gateway/gateway.yaml', 'spec.listeners.0.tls', undefined],
    ['gateway/service.yaml', 'spec.ports.0.appProtocol', 'kubernetes.io/ws'],
    ['gateway/service.yaml', 'spec.ports.0.appProtocol', 'kubernetes.io/h2c'],
    [pods, 'spec.template.spec.terminationGracePeriodSeconds', '330'],
    [pods, 'spec.template.spec.terminationGracePeriodSeconds', -5],
    [pods, 'spec.template.spec.terminationGracePeriodSeconds', 7200],
    [pods, 'spec.template.spec.terminationGracePeriod', 330],
    [pods, 'spec.strategy.rollingUpdate.maxUnavailable', 1],
    [pods, `${inside}.env.0.value`, 300],
    [pods, `${inside}.env.0.name`, 'DRAIN'],
    [pods, `${inside}.lifecycle.preStop.sleep.seconds`, '20'],
    [pods, `${inside}.lifecycle.preStop.exec`, { command: ['sleep', '20'] }],
    [pods, `${inside}.readinessProbe.periodSecond`, 5],
    [pods, `${inside}.readinessProbe.httpGet.port`, 8080],
    ['deployment/pod-disruption-budget.yaml', 'spec.maxUnavailable', 0],
    ['deployment/pod-disruption-budget.yaml', 'spec.minAvailable', 1],
    [scaler, 'spec.maxReplicas', 1],
    [scaler, 'spec.maxReplicas', undefined],
    [scaler, 'spec.metrics.0.pods.target.averageValue', 8000],
    [scaler, 'spec.metrics.0.type', 'Resource'],
    [scaler, 'spec.behavior.scaleDown.stabilizationWindowSeconds', 3601],
    [scaler, 'spec.behavior.scaleDown.policies.0.periodSeconds', 1801],
  ])('%s with %s = %j', (name, way, to) => {
    const value = changed(readYaml(fileNamed(name).text), way, to);
    expect(manifestProblems(name, value)).not.toEqual([]);
  });

  test('by the definition of the cluster and by us, for different reasons', () => {
    const good = readYaml(fileNamed(policy).text);
    const twice = changed(good, 'spec.default.timeoutSec', 0);
    expect(definitionProblems(twice)).not.toEqual([]);
    expect(shapeProblems(policy, twice)).not.toEqual([]);
    const typo = changed(good, 'spec.default.timeoutSeconds', 300);
    expect(definitionProblems(typo)).toEqual([]);
    expect(shapeProblems(policy, typo)).not.toEqual([]);
    for (const kind of ['Pod', 'Deployments']) expect(definitionProblems(changed(good, 'kind', kind))).not.toEqual([]);
  });
});

describe('files that do not belong together are noticed', () => {
  const good = { ...readManifests(filesOf(gatewayCase)), ...readManifests(filesOf(ingressCase)) };
  const otherwise = (name: ManifestName, way: string, to: unknown): Manifests => ({
    ...good,
    [name]: changed(good[name], way, to),
  });

  test('and those that do are not', () => expect(linkProblems(good)).toEqual([]));

  test.each<[ManifestName, string, unknown]>([
    ['backend-config.yaml', 'metadata.name', 'other'],
    ['backend-config.yaml', 'metadata.namespace', 'other'],
    ['backend-config.yaml', 'spec.healthCheck.port', 8080],
    ['ingress.yaml', 'metadata.namespace', 'other'],
    ['service.yaml', 'spec.ports.0.name', 'other'],
    ['gateway/gateway.yaml', 'metadata.name', 'other'],
    ['gateway/gateway.yaml', 'metadata.namespace', 'other'],
    ['gateway/gateway.yaml', 'spec.listeners.0.hostname', 'other.example.com'],
    ['gateway/service.yaml', 'metadata.name', 'other'],
    ['gateway/service.yaml', 'spec.selector', { 'app.kubernetes.io/name': 'other' }],
    [route, 'spec.rules.0.backendRefs.0.port', 1],
    [policy, 'spec.targetRef.name', 'other'],
    [policy, 'metadata.namespace', 'other'],
    [health, 'spec.targetRef.name', 'other'],
    [health, 'spec.default.config.httpHealthCheck.port', 8080],
    [pods, 'spec.selector.matchLabels', { 'app.kubernetes.io/name': 'other' }],
    [pods, `${inside}.ports.0.name`, 'other'],
    ['deployment/pod-disruption-budget.yaml', 'spec.selector.matchLabels', { 'app.kubernetes.io/name': 'other' }],
    [scaler, 'spec.scaleTargetRef.name', 'other'],
    [scaler, 'metadata.namespace', 'other'],
  ])('%s with %s = %j', (name, way, to) => {
    expect(linkProblems(otherwise(name, way, to))).not.toEqual([]);
  });

  const verdict = verdictOf(gatewayCase);
  const found = (manifests: Manifests) => numberProblems(manifests, verdict, protocolNamed('sse'));
  test('and so are numbers', () => expect(found(good)).toEqual([]));

  test.each<[ManifestName, string, unknown]>([
    ['backend-config.yaml', 'spec.timeoutSec', 240],
    ['backend-config.yaml', 'spec.connectionDraining.drainingTimeoutSec', 3600],
    [policy, 'spec.default.timeoutSec', 15],
    [policy, 'spec.default.connectionDraining.drainingTimeoutSec', 299],
    [pods, 'spec.template.spec.terminationGracePeriodSeconds', 310],
    [pods, 'spec.template.spec.terminationGracePeriodSeconds', 3600],
    [pods, `${inside}.lifecycle.preStop.sleep.seconds`, 40],
    [pods, `${inside}.env`, [{ name: 'DRAIN_SECONDS', value: '300' }]],
    [pods, `${inside}.env.0.value`, '200'],
    [pods, `${inside}.env.1.value`, '241'],
    [pods, `${inside}.env.3.value`, '600'],
    [scaler, 'spec.behavior.scaleDown.stabilizationWindowSeconds', 0],
  ])('such as %s with %s = %j', (name, way, to) => {
    expect(found(otherwise(name, way, to))).not.toEqual([]);
  });
});
