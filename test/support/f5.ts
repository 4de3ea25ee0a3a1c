import * as z from 'zod/mini';
import { goBoolean, goInteger, host, label, metadata, objectName, port, prefix } from './controllers.ts';

/** Written from the types and the validation of F5 NGINX Ingress Controller 5.5. An invalid value rejects the resource. */

/** Its own reading of a time: units from years to milliseconds; a number alone is seconds. */
const TIME = /^(\d+y)??\s*(\d+M)??\s*(\d+w)??\s*(\d+d)??\s*(\d+h)??\s*(\d+m)??\s*(\d+s?)??\s*(\d+ms)??$/;
const time = z.string().check(z.minLength(1), z.regex(TIME));
const offset = z.string().check(z.regex(/^\d+[kKmMgG]?$/));
/** The names of upstreams begin with a letter. */
const upstreamName = z.string().check(z.regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/));
const PARAMETERS = ['error', 'timeout', 'invalid_header', 'http_502', 'http_503', 'http_504', 'non_idempotent', 'off'];
const nextUpstream = z
  .string()
  .check(
    z.refine((text) =>
      text.split(/\s+/).every((word, index, all) => PARAMETERS.includes(word) && all.indexOf(word) === index),
    ),
  );
const METHODS = ['round_robin', 'least_conn', 'ip_hash', 'random', 'random two', 'random two least_conn'];
const lbMethod = z.string().check(z.refine((text) => METHODS.includes(text) || /^hash \S+( consistent)?$/.test(text)));

const upstream = z.strictObject({
  name: upstreamName,
  service: label,
  port,
  type: z.optional(z.enum(['http', 'grpc'])),
  buffering: z.optional(z.boolean()),
  'connect-timeout': z.optional(time),
  'read-timeout': time,
  'send-timeout': time,
  'client-max-body-size': z.optional(offset),
  'next-upstream': z.optional(nextUpstream),
  'lb-method': z.optional(lbMethod),
});
const route = z.strictObject({
  path: prefix,
  action: z.strictObject({ pass: upstreamName }),
  'location-snippets': z.optional(z.string().check(z.minLength(1))),
});

export const virtualServerShape = z.strictObject({
  apiVersion: z.literal('k8s.nginx.org/v1'),
  kind: z.literal('VirtualServer'),
  metadata,
  spec: z
    .strictObject({
      ingressClassName: z.literal('nginx'),
      host,
      tls: z.optional(z.strictObject({ secret: objectName })),
      'http-snippets': z.optional(z.string().check(z.minLength(1))),
      upstreams: z.array(upstream).check(z.minLength(1)),
      routes: z.array(route).check(z.minLength(1)),
    })
    .check(
      z.refine(({ upstreams }) => new Set(upstreams.map(({ name }) => name)).size === upstreams.length),
      z.refine(({ routes }) => new Set(routes.map(({ path }) => path)).size === routes.length),
      z.refine(({ routes, upstreams }) =>
        routes.every(({ action }) => upstreams.some(({ name }) => name === action.pass)),
      ),
    ),
});

export const configMapShape = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('ConfigMap'),
  metadata,
  data: z.strictObject({
    'worker-shutdown-timeout': z.optional(time),
    'keepalive-timeout': z.optional(time),
    'worker-processes': z.optional(z.string().check(z.regex(/^(auto|[1-9]\d*)$/))),
    'worker-connections': z.optional(z.string().check(z.regex(/^[1-9]\d*$/))),
    http2: z.optional(z.enum(['true', 'True', 'false', 'False'])),
  }),
});

const UNITS: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1, ms: 0.001, '': 1 };

/** A time in seconds. */
export function secondsOf(text = ''): number {
  const [, count, unit = ''] = /^(\d+)(ms|[smh])?$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`${text}: no time`);
  return Number(count) * (UNITS[unit] ?? Number.NaN);
}

/** What the controller does: nothing at all where one value is invalid, its defaults where one is left out. */
export function readVirtualServer(given: unknown) {
  const { spec } = virtualServerShape.parse(given);
  return {
    host: spec.host,
    endsTls: spec.tls !== undefined,
    httpSnippet: spec['http-snippets'],
    routes: spec.routes.map(({ path, action, ...others }) => {
      const target = spec.upstreams.find(({ name }) => name === action.pass);
      return {
        path,
        type: target?.type ?? 'http',
        buffering: target?.buffering ?? true,
        readSeconds: secondsOf(target?.['read-timeout']),
        sendSeconds: secondsOf(target?.['send-timeout']),
        bodySize: target?.['client-max-body-size'] ?? '1m',
        nextUpstream: target?.['next-upstream'] ?? 'error timeout',
        method: target?.['lb-method'] ?? 'random two least_conn',
        snippet: others['location-snippets'],
      };
    }),
  };
}

/** An Ingress annotation that is a boolean of Go; anything else rejects the whole Ingress. */
export function readBuffering(annotations: { readonly [name: string]: string }): boolean {
  const text = annotations['nginx.org/proxy-buffering'];
  const value = text === undefined ? true : goBoolean(text);
  if (value === undefined) throw new Error(`nginx.org/proxy-buffering: ${text} rejects the Ingress`);
  return value;
}

export function readConfigMap(given: unknown) {
  const { data } = configMapShape.parse(given);
  const shutdown = data['worker-shutdown-timeout'];
  return {
    shutdownSeconds: shutdown === undefined ? Number.POSITIVE_INFINITY : secondsOf(shutdown),
    keepaliveSeconds: secondsOf(data['keepalive-timeout'] ?? '75s'),
    workerConnections: goInteger(data['worker-connections'] ?? '') ?? 1024,
    http2: goBoolean(data.http2 ?? '') ?? false,
  };
}
