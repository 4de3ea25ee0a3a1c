import { Gateway, HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import { BackendConfig } from '@kubernetes-models/gke/cloud.google.com/v1';
import { GCPBackendPolicy, HealthCheckPolicy } from '@kubernetes-models/gke/networking.gke.io/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service } from 'kubernetes-models/v1';
import { parse } from 'yaml';
import type * as z from 'zod/mini';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import {
  backendPolicyShape,
  gatewayServiceShape,
  gatewayShape,
  healthCheckPolicyShape,
  httpRouteShape,
} from './kubernetes/gateway.ts';
import { backendConfigShape, edgeServiceShape, ingressShape } from './kubernetes/gke.ts';
import { autoscalerShape, deploymentShape, disruptionBudgetShape } from './kubernetes/workload.ts';

/** The shape each of our files must have: ranges, lists of values, and no key that is not meant. */
const shapes = {
  'backend-config.yaml': backendConfigShape,
  'service.yaml': edgeServiceShape,
  'ingress.yaml': ingressShape,
  'gateway/gateway.yaml': gatewayShape,
  'gateway/service.yaml': gatewayServiceShape,
  'gateway/backend-policy.yaml': backendPolicyShape,
  'gateway/health-check-policy.yaml': healthCheckPolicyShape,
  'gateway/http-route.yaml': httpRouteShape,
  'deployment/deployment.yaml': deploymentShape,
  'deployment/pod-disruption-budget.yaml': disruptionBudgetShape,
  'deployment/horizontal-pod-autoscaler.yaml': autoscalerShape,
} as const;
export type ManifestName = keyof typeof shapes;
export const manifestNames = Object.keys(shapes) as ManifestName[];

/** Our manifests as the cluster reads them. */
export type Manifests = { readonly [N in ManifestName]?: z.infer<(typeof shapes)[N]> };

/** The definitions the cluster itself has, by `apiVersion` and `kind`. */
const definitions = [
  BackendConfig,
  Deployment,
  GCPBackendPolicy,
  Gateway,
  HTTPRoute,
  HealthCheckPolicy,
  HorizontalPodAutoscaler,
  Ingress,
  PodDisruptionBudget,
  Service,
];

/** YAML as the cluster reads it. */
export const readYaml = (text: string): unknown => parse(text, { version: '1.1' });

/** What the cluster's own definition finds wrong with a manifest. */
export function definitionProblems(value: unknown): string[] {
  const { apiVersion, kind } = value as { apiVersion?: unknown; kind?: unknown };
  const found = definitions.find((known) => known.apiVersion === apiVersion && known.kind === kind);
  if (!found) return [`no definition of ${String(apiVersion)} ${String(kind)}`];
  try {
    new found(value as never).validate();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** What our own shape finds wrong with it, a line for each place. */
export function shapeProblems(name: ManifestName, value: unknown): string[] {
  const { error } = shapes[name].safeParse(value);
  return error ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
}

/** Everything that is wrong with one file, by both. */
export const manifestProblems = (name: ManifestName, value: unknown): string[] =>
  [...shapeProblems(name, value), ...definitionProblems(value)].map((problem) => `${name}: ${problem}`);

/** The Kubernetes manifests among some files, read and checked; throws with every problem of all of them. */
export function readManifests(files: readonly GeneratedFile[]): Manifests {
  const known = files.flatMap(({ name, text }) => {
    const manifest = manifestNames.find((candidate) => candidate === name);
    return manifest ? [[manifest, readYaml(text)] as const] : [];
  });
  const problems = known.flatMap(([name, value]) => manifestProblems(name, value));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return Object.fromEntries(known.map(([name, value]) => [name, shapes[name].parse(value)]));
}
