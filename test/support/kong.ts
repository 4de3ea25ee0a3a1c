import * as z from 'zod/mini';
import { annotated, host, ingressShape, label, metadata, objectName, port, prefix } from './controllers.ts';

/** Written from the schemas of Kong 3.9 (services, routes, upstreams, plugins) and of Kong Ingress Controller 3.5. */
const MOST_MILLISECONDS = 2_147_483_646;
const milliseconds = z.int().check(z.minimum(1), z.maximum(MOST_MILLISECONDS));
/** An annotation that the controller reads as a number: digits only, in the range Kong takes. */
const digits = (shape: z.ZodMiniType) =>
  z.string().check(
    z.regex(/^\d+$/),
    z.refine((text) => shape.safeParse(Number(text)).success),
  );
const retries = z.int().check(z.minimum(0), z.maximum(32_767));
const truth = z.enum(['true', 'false']);
const header = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]*$/));

const corsShape = z
  .strictObject({
    origins: z.array(z.string().check(z.regex(/^(\*|https:\/\/[a-z0-9.-]+(:\d+)?)$/))).check(z.minLength(1)),
    methods: z
      .array(z.enum(['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']))
      .check(z.minLength(1)),
    headers: z.optional(z.array(header)),
    exposed_headers: z.optional(z.array(header)),
    credentials: z.boolean(),
  })
  // Kong would reflect every origin.
  .check(z.refine(({ origins, credentials }) => !(credentials && origins.includes('*'))));

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;
const count = z.optional(z.number().check(z.positive()));
const rateLimitingShape = z
  .strictObject({
    second: count,
    minute: count,
    hour: count,
    day: count,
    month: count,
    year: count,
    limit_by: z.enum(['consumer', 'credential', 'ip', 'service', 'header', 'path', 'consumer-group']),
    policy: z.enum(['local', 'cluster', 'redis']),
    redis: z.optional(z.strictObject({ host, port, database: z.optional(z.int()) })),
    fault_tolerant: z.boolean(),
  })
  .check(
    z.refine((config) => PERIODS.some((period) => config[period] !== undefined)),
    z.refine(({ policy, redis }) => policy !== 'redis' || redis !== undefined),
  );

const plugin = <N extends string, C extends z.ZodMiniType>(name: N, config: C) =>
  z.strictObject({
    apiVersion: z.literal('configuration.konghq.com/v1'),
    kind: z.literal('KongPlugin'),
    metadata,
    plugin: z.literal(name),
    config,
  });
const pluginEntry = z.union([
  z.strictObject({ name: z.literal('cors'), config: corsShape }),
  z.strictObject({ name: z.literal('rate-limiting'), config: rateLimitingShape }),
]);

const serviceShape = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: annotated(
    z.strictObject({
      'konghq.com/read-timeout': digits(milliseconds),
      'konghq.com/write-timeout': digits(milliseconds),
      'konghq.com/connect-timeout': digits(milliseconds),
      'konghq.com/retries': digits(retries),
      'konghq.com/protocol': z.optional(z.enum(['http', 'https', 'grpc', 'grpcs'])),
      'konghq.com/upstream-policy': z.optional(objectName),
      'konghq.com/plugins': z.optional(objectName),
    }),
  ),
  spec: z.strictObject({
    selector: z.strictObject({ 'app.kubernetes.io/name': label }),
    ports: z.array(z.strictObject({ name: z.enum(['http', 'grpc']), port, targetPort: port })).check(z.length(1)),
  }),
});

const kongIngressShape = ingressShape(
  'kong',
  z.strictObject({
    'konghq.com/protocols': z.enum(['http,https', 'grpc,grpcs']),
    'konghq.com/strip-path': truth,
    'konghq.com/preserve-host': truth,
    'konghq.com/response-buffering': z.optional(truth),
    'konghq.com/request-buffering': z.optional(truth),
    'konghq.com/plugins': z.optional(z.string().check(z.regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/))),
  }),
);

const upstreamPolicyShape = z.strictObject({
  apiVersion: z.literal('configuration.konghq.com/v1beta1'),
  kind: z.literal('KongUpstreamPolicy'),
  metadata,
  spec: z.strictObject({
    algorithm: z.literal('consistent-hashing'),
    hashOn: z.union([
      z.strictObject({ input: z.enum(['ip', 'consumer', 'path', 'none']) }),
      z.strictObject({ header }),
      z.strictObject({ cookie: header, cookiePath: prefix }),
    ]),
  }),
});

/** Every object Kong Ingress Controller is given, and no other; KongIngress is none of them. */
export const objectShape = z.union([
  serviceShape,
  kongIngressShape,
  upstreamPolicyShape,
  plugin('cors', corsShape),
  plugin('rate-limiting', rateLimitingShape),
]);

const routeShape = z
  .strictObject({
    name: objectName,
    hosts: z.array(host).check(z.length(1)),
    paths: z.array(prefix).check(z.length(1)),
    protocols: z.array(z.enum(['http', 'https', 'grpc', 'grpcs'])).check(z.minLength(1)),
    strip_path: z.boolean(),
    preserve_host: z.boolean(),
    request_buffering: z.optional(z.boolean()),
    response_buffering: z.optional(z.boolean()),
    plugins: z.optional(z.array(pluginEntry)),
  })
  .check(
    z.refine(({ protocols }) => new Set(protocols.map((name) => name.startsWith('grpc'))).size === 1),
    z.refine(({ protocols, strip_path }) => !(protocols.includes('grpc') && strip_path)),
  );

const entityName = z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/));
export const declarativeShape = z.strictObject({
  _format_version: z.literal('3.0'),
  services: z
    .array(
      z.strictObject({
        name: entityName,
        host,
        port,
        protocol: z.optional(z.enum(['http', 'https', 'grpc', 'grpcs'])),
        read_timeout: milliseconds,
        write_timeout: milliseconds,
        connect_timeout: milliseconds,
        retries,
        routes: z.array(routeShape).check(z.minLength(1)),
        plugins: z.optional(z.array(pluginEntry)),
      }),
    )
    .check(z.length(1)),
  upstreams: z.optional(
    z.array(
      z
        .strictObject({
          name: entityName,
          algorithm: z.literal('consistent-hashing'),
          hash_on: z.enum(['none', 'consumer', 'ip', 'header', 'cookie']),
          hash_on_cookie: z.optional(header),
          hash_on_cookie_path: z.optional(prefix),
          targets: z.array(z.strictObject({ target: z.string().check(z.regex(/^[a-z0-9.-]+:\d+$/)) })),
        })
        .check(z.refine(({ hash_on, hash_on_cookie }) => (hash_on === 'cookie') === (hash_on_cookie !== undefined))),
    ),
  ),
});
