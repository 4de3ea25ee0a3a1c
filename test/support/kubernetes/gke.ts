import * as z from 'zod/mini';
import { appLabel, host, inTime, json, label, named, namespace, one, port, portName, urlPath, whole } from './parts.ts';

const healthCheck = z
  .strictObject({
    type: z.enum(['HTTP', 'HTTPS', 'HTTP2']),
    requestPath: urlPath,
    port,
    checkIntervalSec: whole(1, 300),
    timeoutSec: whole(1, 300),
    healthyThreshold: whole(1, 10),
    unhealthyThreshold: whole(1, 10),
  })
  .check(inTime());

/** Ranges, lists of values and keys that the definition in the cluster does not check, but the load balancer does. */
export const backendConfigShape = z.strictObject({
  apiVersion: z.literal('cloud.google.com/v1'),
  kind: z.literal('BackendConfig'),
  metadata: named,
  spec: z.strictObject({
    timeoutSec: whole(1, 86_400),
    connectionDraining: z.strictObject({ drainingTimeoutSec: whole(1, 3600) }),
    sessionAffinity: z.strictObject({ affinityType: z.enum(['NONE', 'CLIENT_IP', 'GENERATED_COOKIE']) }),
    logging: z.strictObject({ enable: z.boolean(), sampleRate: z.number().check(z.minimum(0), z.maximum(1)) }),
    cdn: z.optional(z.strictObject({ enabled: z.boolean() })),
    healthCheck: z.optional(healthCheck),
  }),
});

const annotations = z.strictObject({
  'cloud.google.com/neg': json(z.strictObject({ ingress: z.literal(true) })),
  'cloud.google.com/backend-config': json(z.strictObject({ default: label })),
  'cloud.google.com/app-protocols': z.optional(json(z.record(portName, z.enum(['HTTP', 'HTTPS', 'HTTP2'])))),
});

/** The Service behind a GKE Ingress. */
export const edgeServiceShape = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: z.strictObject({ name: label, namespace, annotations }),
  spec: z.strictObject({
    type: z.literal('ClusterIP'),
    selector: appLabel,
    ports: one(z.strictObject({ name: portName, port, targetPort: z.union([port, portName]) })),
  }),
});

const backend = z.strictObject({
  service: z.strictObject({ name: label, port: z.strictObject({ name: portName }) }),
});
const path = z.strictObject({ path: urlPath, pathType: z.literal('Prefix'), backend });
export const ingressShape = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('Ingress'),
  metadata: z.strictObject({
    name: label,
    namespace,
    annotations: z.strictObject({ 'kubernetes.io/ingress.class': z.literal('gce') }),
  }),
  spec: z.strictObject({
    rules: one(z.strictObject({ host, http: z.strictObject({ paths: one(path) }) })),
  }),
});
