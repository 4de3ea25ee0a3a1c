import * as z from 'zod/mini';
import { goBoolean, goInteger, ingressShape, metadata } from './controllers.ts';

/** Written from the annotations and ConfigMap keys of the controller, version 1.15. All values are texts. */
const PREFIX = 'nginx.ingress.kubernetes.io/';
const seconds = z.string().check(
  z.regex(/^[1-9]\d{0,8}$/),
  z.refine((text) => Number(text) <= 2_147_483_647),
);
const onOff = z.enum(['on', 'off']);
const truth = z.enum(['true', 'false']);
const names = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]*(, [A-Za-z][A-Za-z0-9-]*)*$/));

const annotations = z
  .strictObject({
    [`${PREFIX}backend-protocol`]: z.optional(z.literal('GRPC')),
    [`${PREFIX}proxy-buffering`]: z.optional(onOff),
    [`${PREFIX}proxy-request-buffering`]: z.optional(onOff),
    [`${PREFIX}proxy-read-timeout`]: seconds,
    [`${PREFIX}proxy-send-timeout`]: seconds,
    [`${PREFIX}proxy-body-size`]: z.optional(z.string().check(z.regex(/^\d+[bkmg]?$/))),
    [`${PREFIX}proxy-next-upstream`]: z.optional(z.enum(['error', 'off', 'error timeout'])),
    [`${PREFIX}limit-connections`]: z.optional(seconds),
    [`${PREFIX}affinity`]: z.optional(z.literal('cookie')),
    [`${PREFIX}session-cookie-name`]: z.optional(z.string().check(z.regex(/^[a-z-]+$/))),
    [`${PREFIX}upstream-hash-by`]: z.optional(z.literal('$remote_addr')),
    [`${PREFIX}enable-cors`]: z.optional(truth),
    [`${PREFIX}cors-allow-origin`]: z.optional(z.string().check(z.regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/))),
    [`${PREFIX}cors-allow-credentials`]: z.optional(truth),
    [`${PREFIX}cors-allow-methods`]: z.optional(names),
    [`${PREFIX}cors-allow-headers`]: z.optional(names),
    [`${PREFIX}cors-expose-headers`]: z.optional(names),
  })
  .check(
    // Left out, they would be "*" and true.
    z.refine((given) => {
      const has = (name: string): boolean => (given as { [key: string]: unknown })[PREFIX + name] !== undefined;
      return !has('enable-cors') || (has('cors-allow-origin') && has('cors-allow-credentials'));
    }),
  );

const configMapShape = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('ConfigMap'),
  metadata,
  data: z.strictObject({
    'worker-shutdown-timeout': z.optional(z.string().check(z.regex(/^[1-9]\d{0,5}s$/))),
    'client-body-timeout': z.optional(seconds),
    'limit-conn-status-code': z.optional(z.literal('429')),
  }),
});

/** Every object this controller is given, and no other. */
export const objectShape = z.union([ingressShape('nginx', annotations), configMapShape]);

type Loose = {
  readonly kind?: string;
  readonly metadata?: { readonly annotations?: { readonly [key: string]: string } };
  readonly spec?: { readonly rules?: { http?: { paths?: { path?: string }[] } }[]; readonly tls?: unknown[] };
  readonly data?: { readonly [key: string]: string };
};

/** What the controller does with one Ingress. Each value that does not fit is replaced by its default. */
export function readIngress(given: unknown) {
  const object = given as Loose;
  const text = (name: string, fits: RegExp): string | undefined => {
    const value = object.metadata?.annotations?.[PREFIX + name];
    return value !== undefined && fits.test(value) ? value : undefined;
  };
  const integer = (name: string, fallback: number): number => goInteger(text(name, /^/) ?? '') ?? fallback;
  const truthOf = (name: string, fallback: boolean): boolean => goBoolean(text(name, /^/) ?? '') ?? fallback;
  const corsEnabled = truthOf('enable-cors', false);
  return {
    path: object.spec?.rules?.[0]?.http?.paths?.[0]?.path,
    endsTls: (object.spec?.tls ?? []).length > 0,
    backendProtocol: text('backend-protocol', /^(AUTO_HTTP|HTTP|HTTPS|GRPC|GRPCS|FCGI)$/) ?? 'HTTP',
    readSeconds: integer('proxy-read-timeout', 60),
    sendSeconds: integer('proxy-send-timeout', 60),
    buffering: text('proxy-buffering', /^(on|off)$/) ?? 'off',
    requestBuffering: text('proxy-request-buffering', /^(on|off)$/) ?? 'on',
    bodySize: text('proxy-body-size', /^\d+[bkmg]?$/i) ?? '1m',
    nextUpstream: text('proxy-next-upstream', /^((error|timeout|non_idempotent|off)\s?)+$/) ?? 'error timeout',
    connectionsPerAddress: integer('limit-connections', 0),
    sticky: text('affinity', /^cookie$/) ?? text('upstream-hash-by', /^[A-Za-z0-9_${}-]+$/) ?? 'none',
    ...(corsEnabled && {
      cors: {
        origin: text('cors-allow-origin', /^(https?:\/\/[A-Za-z0-9.-]*(:[0-9]+)?|\*)?$/) || '*',
        credentials: truthOf('cors-allow-credentials', true),
        methods: text('cors-allow-methods', /^([A-Za-z]+,?\s?)+$/) ?? 'GET, PUT, POST, DELETE, PATCH, OPTIONS',
        headers: text('cors-allow-headers', /^([A-Za-z0-9_-]+,?\s?)+$/) ?? 'Content-Type,Authorization',
      },
    }),
  };
}

/** What the controller does for everybody behind it. */
export function readConfigMap(given: unknown) {
  const { data = {} } = (given ?? {}) as Loose;
  const status = goInteger(data['limit-conn-status-code'] ?? '') ?? 503;
  return {
    bodySeconds: goInteger(data['client-body-timeout'] ?? '') ?? 60,
    shutdown: data['worker-shutdown-timeout'] ?? '240s',
    status: status >= 400 && status <= 599 ? status : 503,
  };
}
