import * as z from 'zod/mini';
import { appLabel, label, named, one, port, portName, urlPath, whole } from './parts.ts';

const probe = z.strictObject({
  httpGet: z.strictObject({ path: urlPath, port: portName }),
  periodSeconds: whole(1, 300),
  timeoutSeconds: whole(1, 300),
  failureThreshold: whole(1, 1000),
});
/** Kubernetes takes only text in the environment; all of these are whole seconds. */
const variable = z.strictObject({
  name: z.enum(['DRAIN_SECONDS', 'RECYCLE_SECONDS', 'HEARTBEAT_SECONDS', 'KEEP_ALIVE_SECONDS']),
  value: z.string().check(z.regex(/^[1-9]\d{0,4}$/)),
});
const container = z.strictObject({
  name: label,
  ports: one(z.strictObject({ name: portName, containerPort: port })),
  env: z.array(variable).check(
    z.minLength(1),
    z.refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'a variable set twice'),
  ),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  lifecycle: z.strictObject({
    preStop: z.strictObject({ sleep: z.strictObject({ seconds: whole(1, 60) }) }),
  }),
});

/** The parts of a Deployment, each within what Kubernetes accepts; a grace of more than an hour and a bit is a mistake. */
export const deploymentShape = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: named,
  spec: z.strictObject({
    selector: z.strictObject({ matchLabels: appLabel }),
    minReadySeconds: whole(1, 300),
    strategy: z.strictObject({
      type: z.literal('RollingUpdate'),
      rollingUpdate: z.strictObject({ maxSurge: whole(1, 10), maxUnavailable: z.literal(0) }),
    }),
    template: z.strictObject({
      metadata: z.strictObject({ labels: appLabel }),
      spec: z.strictObject({ terminationGracePeriodSeconds: whole(30, 3660), containers: one(container) }),
    }),
  }),
});

export const disruptionBudgetShape = z.strictObject({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  metadata: named,
  spec: z.strictObject({ maxUnavailable: whole(1, 10), selector: z.strictObject({ matchLabels: appLabel }) }),
});

const target = z.strictObject({
  type: z.literal('AverageValue'),
  averageValue: z.string().check(z.regex(/^[1-9]\d*$/)),
});
const metric = z.strictObject({
  type: z.literal('Pods'),
  pods: z.strictObject({
    metric: z.strictObject({ name: z.string().check(z.regex(/^[a-z][a-z0-9_]*$/)) }),
    target,
  }),
});
/** The stabilization window is at most an hour, the period of a policy at most half: what Kubernetes validates. */
const scaleDown = z.strictObject({
  stabilizationWindowSeconds: whole(0, 3600),
  policies: one(z.strictObject({ type: z.literal('Pods'), value: whole(1, 10), periodSeconds: whole(1, 1800) })),
});
export const autoscalerShape = z.strictObject({
  apiVersion: z.literal('autoscaling/v2'),
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata: named,
  spec: z
    .strictObject({
      scaleTargetRef: z.strictObject({
        apiVersion: z.literal('apps/v1'),
        kind: z.literal('Deployment'),
        name: label,
      }),
      minReplicas: whole(1, 2_147_483_647),
      maxReplicas: whole(1, 2_147_483_647),
      metrics: one(metric),
      behavior: z.strictObject({ scaleDown }),
    })
    .check(z.refine(({ minReplicas, maxReplicas }) => minReplicas <= maxReplicas, 'fewer at most than at least')),
});
