import * as z from 'zod/mini';
import { appLabel, host, inTime, label, named, one, port, portName, urlPath, whole } from './parts.ts';

const secret = z.strictObject({ group: z.literal(''), kind: z.literal('Secret'), name: label });
const listener = z.strictObject({
  name: portName,
  protocol: z.literal('HTTPS'),
  port: z.literal(443),
  hostname: host,
  tls: z.strictObject({ mode: z.literal('Terminate'), certificateRefs: one(secret) }),
});
/** Classes that make a load balancer of one cluster without the classic one's rules. */
export const gatewayShape = z.strictObject({
  apiVersion: z.literal('gateway.networking.k8s.io/v1'),
  kind: z.literal('Gateway'),
  metadata: named,
  spec: z.strictObject({
    gatewayClassName: z.enum(['gke-l7-global-external-managed', 'gke-l7-regional-external-managed', 'gke-l7-rilb']),
    listeners: one(listener),
  }),
});

const match = z.strictObject({ path: z.strictObject({ type: z.literal('PathPrefix'), value: urlPath }) });
/** Only what GKE supports: a route with `timeouts` is refused, retries, CORS and matches by method are not supported. */
export const httpRouteShape = z.strictObject({
  apiVersion: z.literal('gateway.networking.k8s.io/v1'),
  kind: z.literal('HTTPRoute'),
  metadata: named,
  spec: z.strictObject({
    parentRefs: one(z.strictObject({ name: label, sectionName: portName })),
    hostnames: one(host),
    rules: one(z.strictObject({ matches: one(match), backendRefs: one(z.strictObject({ name: label, port })) })),
  }),
});

/** `appProtocol` only as GKE documents it for HTTPS, and for HTTP/2 over TLS. */
export const gatewayServiceShape = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: named,
  spec: z.strictObject({
    type: z.literal('ClusterIP'),
    selector: appLabel,
    ports: one(
      z.strictObject({
        name: portName,
        port,
        targetPort: z.union([port, portName]),
        appProtocol: z.optional(z.enum(['HTTPS', 'HTTP2'])),
      }),
    ),
  }),
});

const targetRef = z.strictObject({ group: z.literal(''), kind: z.literal('Service'), name: label });
const affinities = [
  'CLIENT_IP',
  'CLIENT_IP_PORT_PROTO',
  'CLIENT_IP_PROTO',
  'GENERATED_COOKIE',
  'HEADER_FIELD',
  'HTTP_COOKIE',
  'NONE',
] as const;
export const backendPolicyShape = z.strictObject({
  apiVersion: z.literal('networking.gke.io/v1'),
  kind: z.literal('GCPBackendPolicy'),
  metadata: named,
  spec: z.strictObject({
    default: z.strictObject({
      timeoutSec: whole(1, 86_400),
      connectionDraining: z.strictObject({ drainingTimeoutSec: whole(1, 3600) }),
      sessionAffinity: z.strictObject({ type: z.enum(affinities) }),
      logging: z.strictObject({ enabled: z.boolean(), sampleRate: whole(0, 1_000_000) }),
    }),
    targetRef,
  }),
});

const atFixedPort = z.strictObject({ requestPath: urlPath, portSpecification: z.literal('USE_FIXED_PORT'), port });
const atServingPort = z.strictObject({ requestPath: urlPath, portSpecification: z.literal('USE_SERVING_PORT') });
const check = z.union([atFixedPort, atServingPort]);
/** The block that goes with the type, and no other. */
const config = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('HTTP'), httpHealthCheck: check }),
  z.strictObject({ type: z.literal('HTTPS'), httpsHealthCheck: check }),
]);
export const healthCheckPolicyShape = z.strictObject({
  apiVersion: z.literal('networking.gke.io/v1'),
  kind: z.literal('HealthCheckPolicy'),
  metadata: named,
  spec: z.strictObject({
    default: z
      .strictObject({
        checkIntervalSec: whole(1, 300),
        timeoutSec: whole(1, 300),
        healthyThreshold: whole(1, 10),
        unhealthyThreshold: whole(1, 10),
        config,
        logConfig: z.strictObject({ enabled: z.boolean() }),
      })
      .check(inTime()),
    targetRef,
  }),
});
