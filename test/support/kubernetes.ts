import { BackendConfig } from '@kubernetes-models/gke/cloud.google.com/v1';
import { parse } from 'yaml';
import * as z from 'zod/mini';

/** A DNS label as Kubernetes wants it for a Service: RFC 1035, so it starts with a letter. */
const label = z.string().check(z.regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/));
const namespace = z.string().check(z.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/));
const port = z.int().check(z.minimum(1), z.maximum(65_535));
const portName = z.string().check(z.regex(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/));
const seconds = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const metadata = <T extends z.ZodMiniType>(annotations: T) => z.strictObject({ name: label, namespace, annotations });
const json = <T extends z.ZodMiniType>(shape: T) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context) => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'not JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    shape,
  );

const healthCheck = z
  .strictObject({
    type: z.enum(['HTTP', 'HTTPS', 'HTTP2']),
    requestPath: z.string().check(z.regex(/^\//)),
    port,
    checkIntervalSec: seconds(1, 300),
    timeoutSec: seconds(1, 300),
  })
  .check(z.refine(({ checkIntervalSec, timeoutSec }) => timeoutSec <= checkIntervalSec));

/** Ranges, lists of values and keys that the definition in the cluster does not check, but the load balancer does. */
export const backendConfigShape = z.strictObject({
  apiVersion: z.literal('cloud.google.com/v1'),
  kind: z.literal('BackendConfig'),
  metadata: z.strictObject({ name: label, namespace }),
  spec: z.strictObject({
    timeoutSec: seconds(1, 86_400),
    connectionDraining: z.strictObject({ drainingTimeoutSec: seconds(1, 3600) }),
    logging: z.strictObject({ enable: z.boolean(), sampleRate: z.number().check(z.minimum(0), z.maximum(1)) }),
    cdn: z.strictObject({ enabled: z.boolean() }),
    healthCheck: z.optional(healthCheck),
    sessionAffinity: z.optional(
      z.strictObject({
        affinityType: z.enum(['NONE', 'CLIENT_IP', 'GENERATED_COOKIE']),
        affinityCookieTtlSec: z.optional(seconds(0, 86_400)),
      }),
    ),
  }),
});

export const serviceShape = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: metadata(
    z.strictObject({
      'cloud.google.com/neg': json(z.strictObject({ ingress: z.literal(true) })),
      'cloud.google.com/backend-config': json(z.strictObject({ default: label })),
      'cloud.google.com/app-protocols': z.optional(json(z.record(portName, z.enum(['HTTP', 'HTTPS', 'HTTP2'])))),
    }),
  ),
  spec: z.strictObject({
    type: z.literal('ClusterIP'),
    selector: z.strictObject({ 'app.kubernetes.io/name': namespace }),
    ports: z
      .array(z.strictObject({ name: portName, port, targetPort: z.union([port, portName]) }))
      .check(z.minLength(1), z.maxLength(1)),
  }),
});

const backend = z.strictObject({
  service: z.strictObject({ name: label, port: z.strictObject({ name: portName }) }),
});
export const ingressShape = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('Ingress'),
  metadata: metadata(z.strictObject({ 'kubernetes.io/ingress.class': z.literal('gce') })),
  spec: z.strictObject({
    rules: z
      .array(
        z.strictObject({
          host: z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/)),
          http: z.strictObject({
            paths: z
              .array(
                z.strictObject({
                  path: z.string().check(z.regex(/^\/(?!.*(\/\/|\/\.\.?(\/|$)))/)),
                  pathType: z.literal('Prefix'),
                  backend,
                }),
              )
              .check(z.minLength(1)),
          }),
        }),
      )
      .check(z.minLength(1)),
  }),
});

/** YAML as the cluster reads it. */
export const readYaml = (text: string): unknown => parse(text, { version: '1.1' });

/** Whether the definition of the cluster and our own checks accept a BackendConfig. */
export function acceptsBackendConfig(value: unknown): boolean {
  if (!backendConfigShape.safeParse(value).success) return false;
  try {
    new BackendConfig(value as ConstructorParameters<typeof BackendConfig>[0]).validate();
    return true;
  } catch {
    return false;
  }
}
