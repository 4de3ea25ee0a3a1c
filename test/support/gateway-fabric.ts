import * as z from 'zod/mini';
import { host, label, metadata, objectName, port, prefix } from './controllers.ts';
import { secondsOf } from './f5.ts';

/** Written from the types of NGINX Gateway Fabric 2.6 and of Gateway API 1.5. */
const duration = z.string().check(z.regex(/^[0-9]{1,4}(ms|s|m|h)?$/));
const size = z.string().check(z.regex(/^\d{1,4}(k|m|g)?$/));
const routeReference = z.strictObject({
  group: z.literal('gateway.networking.k8s.io'),
  kind: z.enum(['HTTPRoute', 'GRPCRoute']),
  name: objectName,
});

const parentRefs = z.array(z.strictObject({ name: label, namespace: label })).check(z.length(1));
const backendRefs = z.array(z.strictObject({ name: label, port })).check(z.length(1));
const filters = z.array(
  z.strictObject({
    type: z.literal('ExtensionRef'),
    extensionRef: z.strictObject({
      group: z.literal('gateway.nginx.org'),
      kind: z.literal('SnippetsFilter'),
      name: objectName,
    }),
  }),
);
/** A route; its rules have no `timeouts` and no `retry`, which this product ignores. */
const routeOf = <K extends string, M extends z.ZodMiniType>(kind: K, matches: M) =>
  z.strictObject({
    apiVersion: z.literal('gateway.networking.k8s.io/v1'),
    kind: z.literal(kind),
    metadata,
    spec: z.strictObject({
      parentRefs,
      hostnames: z.array(host).check(z.length(1)),
      rules: z.array(z.strictObject({ matches, filters: z.optional(filters), backendRefs })).check(z.length(1)),
    }),
  });
const pathMatch = z.strictObject({ path: z.strictObject({ type: z.literal('PathPrefix'), value: prefix }) });
const methodMatch = z.strictObject({
  method: z.strictObject({
    service: z.string().check(z.regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/i)),
    method: z.optional(z.string().check(z.regex(/^[a-z_][a-z0-9_]*$/i))),
  }),
});

const policy = <K extends string, S extends z.ZodMiniType>(kind: K, spec: S, version = 'v1alpha1') =>
  z.strictObject({
    apiVersion: z.literal(`gateway.nginx.org/${version}`),
    kind: z.literal(kind),
    metadata,
    spec,
  });
const proxySettings = z.strictObject({
  targetRefs: z.array(routeReference).check(z.minLength(1), z.maxLength(16)),
  buffering: z.optional(z.strictObject({ disable: z.boolean() })),
  timeout: z.optional(
    z.strictObject({ connect: z.optional(duration), read: z.optional(duration), send: z.optional(duration) }),
  ),
});
const clientSettings = z.strictObject({
  targetRef: routeReference,
  body: z.optional(z.strictObject({ maxSize: z.optional(size), timeout: z.optional(duration) })),
  keepAlive: z.optional(z.strictObject({ timeout: z.strictObject({ server: duration }) })),
});
const upstreamSettings = z
  .strictObject({
    targetRefs: z.array(z.strictObject({ group: z.enum(['', 'core']), kind: z.literal('Service'), name: label })),
    loadBalancingMethod: z.enum([
      'round_robin',
      'least_conn',
      'ip_hash',
      'hash',
      'hash consistent',
      'random two least_conn',
    ]),
    hashMethodKey: z.optional(z.string().check(z.regex(/^\$[a-z_]+$/))),
  })
  .check(
    z.refine(
      ({ loadBalancingMethod, hashMethodKey }) =>
        loadBalancingMethod.startsWith('hash') === (hashMethodKey !== undefined),
    ),
  );
const snippets = z.strictObject({
  snippets: z
    .array(
      z.strictObject({
        context: z.enum(['main', 'http', 'http.server', 'http.server.location']),
        value: z.string().check(z.minLength(1)),
      }),
    )
    .check(
      z.minLength(1),
      z.refine((all) => new Set(all.map(({ context }) => context)).size === all.length),
    ),
});
const nginxProxy = z.strictObject({ workerConnections: z.int().check(z.minimum(1), z.maximum(65_535)) });

/** Every object this product is given, and no other. */
export const objectShape = z.union([
  routeOf('HTTPRoute', z.array(pathMatch).check(z.length(1))),
  routeOf('GRPCRoute', z.optional(z.array(methodMatch).check(z.length(1)))),
  policy('ProxySettingsPolicy', proxySettings),
  policy('ClientSettingsPolicy', clientSettings),
  policy('UpstreamSettingsPolicy', upstreamSettings),
  policy('SnippetsFilter', snippets),
  policy('NginxProxy', nginxProxy, 'v1alpha2'),
]);
export type FabricObject = z.infer<typeof objectShape>;

/** The time a directive of Nginx sets in a snippet, or the default of Nginx. */
const directiveSeconds = (snippet: string, name: string): number =>
  secondsOf(new RegExp(`(?:^|; )${name} (\\S+);`).exec(`${snippet}`)?.[1] ?? '60s');

/** What the product does with the objects: each policy only on the routes it names, and `proxy_*` not for gRPC. */
export function readObjects(given: readonly unknown[]) {
  const objects = given.map((object): FabricObject => objectShape.parse(object));
  const spec = <S>(shape: z.ZodMiniType<S>, kind: string, isMeant: (spec: S) => boolean): S | undefined =>
    objects.flatMap((object) => {
      const read = object.kind === kind ? shape.safeParse(object.spec) : undefined;
      return read?.success && isMeant(read.data) ? [read.data] : [];
    })[0];
  const routes = objects.flatMap((route) => {
    if (route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute') return [];
    const { name } = route.metadata;
    const isThis = (target: z.infer<typeof routeReference>) => target.kind === route.kind && target.name === name;
    const [rule] = route.spec.rules;
    const filter = rule?.filters?.[0]?.extensionRef.name;
    const lines = objects.find((each) => each.kind === 'SnippetsFilter' && each.metadata.name === filter);
    const found = lines ? snippets.parse(lines.spec).snippets : [];
    const snippet = (context: string): string | undefined => found.find((each) => each.context === context)?.value;
    const location = snippet('http.server.location') ?? '';
    const proxy = spec(proxySettings, 'ProxySettingsPolicy', ({ targetRefs }) => targetRefs.some(isThis));
    const client = spec(clientSettings, 'ClientSettingsPolicy', ({ targetRef }) => isThis(targetRef));
    const isGrpc = route.kind === 'GRPCRoute';
    const time = (side: 'read' | 'send'): number =>
      isGrpc ? directiveSeconds(location, `grpc_${side}_timeout`) : secondsOf(proxy?.timeout?.[side] ?? '60s');
    return [
      {
        kind: route.kind,
        matches: rule?.matches?.[0],
        /** A filter that is not there answers 500. */
        isBroken: filter !== undefined && !lines,
        readSeconds: time('read'),
        sendSeconds: time('send'),
        buffering: isGrpc ? false : proxy?.buffering?.disable !== true,
        bodySize: client?.body?.maxSize ?? '1m',
        bodySeconds: secondsOf(client?.body?.timeout ?? '60s'),
        keepaliveSeconds: secondsOf(client?.keepAlive?.timeout.server ?? '75s'),
        location,
        http: snippet('http'),
      },
    ];
  });
  const upstream = spec(upstreamSettings, 'UpstreamSettingsPolicy', () => true);
  const proxy = spec(nginxProxy, 'NginxProxy', () => true);
  return {
    routes,
    method: upstream?.loadBalancingMethod ?? 'random two least_conn',
    workerConnections: proxy?.workerConnections ?? 1024,
  };
}
