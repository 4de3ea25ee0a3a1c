import { goBoolean, goInteger } from './controllers.ts';
import { declarativeShape } from './kong.ts';

/** What Kong does in the end, whichever way it was told. */
export type Effective = {
  readonly readTimeout: number;
  readonly writeTimeout: number;
  readonly connectTimeout: number;
  readonly retries: number;
  readonly protocol: string;
  /** By what it chooses the pod; `none` is round robin. */
  readonly hashOn: string;
  readonly plugins: { readonly [name: string]: unknown };
  readonly routes: readonly Route[];
};
type Route = {
  readonly host: string | undefined;
  readonly path: string | undefined;
  readonly protocols: readonly string[];
  readonly stripPath: boolean;
  readonly preserveHost: boolean;
  readonly requestBuffering: boolean;
  readonly responseBuffering: boolean;
  readonly plugins: { readonly [name: string]: unknown };
};

/** As much of an object as the controller looks at; everything may be wrong. */
type Loose = {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly annotations?: { readonly [key: string]: string } };
  readonly plugin?: string;
  readonly config?: unknown;
  readonly spec?: {
    readonly hashOn?: { readonly [key: string]: string };
    readonly rules?: { host?: string; http?: { paths?: { path?: string }[] } }[];
  };
};

/** Defaults of Kong, which stand where a value cannot be read. */
const TIMEOUT = 60_000;
const RETRIES = 5;
const MOST_MILLISECONDS = 2_147_483_646;
const PROTOCOLS = ['http', 'https', 'grpc', 'grpcs', 'ws', 'wss', 'tls', 'tcp', 'tls_passthrough'];

type Annotations = { readonly [key: string]: string };
const annotationsOf = ({ metadata }: Loose): Annotations => metadata?.annotations ?? {};

/** What is no whole number is ignored without a word; what is out of range makes Kong refuse all of it. */
function milliseconds(annotations: Annotations, name: string): number {
  const value = goInteger(annotations[`konghq.com/${name}`] ?? '');
  if (value === undefined) return TIMEOUT;
  if (value < 1 || value > MOST_MILLISECONDS) throw new Error(`Kong: schema violation (${name}: ${value})`);
  return value;
}

const flag = (annotations: Annotations, name: string, fallback: boolean): boolean =>
  goBoolean((annotations[`konghq.com/${name}`] ?? '').toLowerCase()) ?? fallback;

/** One entry the controller does not know discards the list; gRPC beside HTTP becomes HTTP. */
function protocolsOf(annotations: Annotations): string[] {
  const given = annotations['konghq.com/protocols'];
  const list = given?.split(',') ?? [];
  const usable = list.length > 0 && list.every((name) => PROTOCOLS.includes(name));
  const kinds = new Set(list.map((name) => name.startsWith('grpc')));
  return usable && kinds.size === 1 ? list : ['http', 'https'];
}

/** Plugins an object names; names that lead nowhere are dropped. */
function pluginsOf(annotations: Annotations, objects: readonly Loose[]): Route['plugins'] {
  const names = (annotations['konghq.com/plugins'] ?? '').split(',').map((name) => name.trim());
  const found = objects.filter(({ kind, metadata }) => kind === 'KongPlugin' && names.includes(metadata?.name ?? ''));
  return Object.fromEntries(found.map(({ plugin, config }) => [plugin, config]));
}

/** The objects as Kong Ingress Controller reads them: each annotation only on its own kind of object. */
export function readObjects(given: readonly unknown[]): Effective {
  const objects = given as readonly Loose[];
  const service = annotationsOf(objects.find(({ kind }) => kind === 'Service') ?? {});
  const protocol = service['konghq.com/protocol'] ?? '';
  const policy = objects.find(
    ({ kind, metadata }) =>
      kind === 'KongUpstreamPolicy' && metadata?.name === (service['konghq.com/upstream-policy'] ?? 'none given'),
  );
  const hash = Object.entries(policy?.spec?.hashOn ?? {})[0];
  return {
    readTimeout: milliseconds(service, 'read-timeout'),
    writeTimeout: milliseconds(service, 'write-timeout'),
    connectTimeout: milliseconds(service, 'connect-timeout'),
    retries: goInteger(service['konghq.com/retries'] ?? '') ?? RETRIES,
    protocol: PROTOCOLS.includes(protocol) ? protocol : 'http',
    hashOn: hash ? (hash[0] === 'input' ? hash[1] : hash[0]) : 'none',
    plugins: pluginsOf(service, objects),
    routes: objects
      .filter(({ kind }) => kind === 'Ingress')
      .map((ingress) => {
        const annotations = annotationsOf(ingress);
        const rule = ingress.spec?.rules?.[0];
        return {
          host: rule?.host,
          path: rule?.http?.paths?.[0]?.path,
          protocols: protocolsOf(annotations),
          stripPath: flag(annotations, 'strip-path', false),
          preserveHost: flag(annotations, 'preserve-host', true),
          requestBuffering: flag(annotations, 'request-buffering', true),
          responseBuffering: flag(annotations, 'response-buffering', true),
          plugins: pluginsOf(annotations, objects),
        };
      }),
  };
}

type Entry = { readonly name: string; readonly config: unknown };
const byName = (plugins: readonly Entry[] = []): Route['plugins'] =>
  Object.fromEntries(plugins.map(({ name, config }) => [name, config]));

/** The declarative file as Kong reads it: all or nothing. */
export function readDeclarative(given: unknown): Effective {
  const { services, upstreams = [] } = declarativeShape.parse(given);
  const [service] = services;
  if (!service) throw new Error('Kong: no service');
  const upstream = upstreams.find(({ name }) => name === service.host);
  return {
    readTimeout: service.read_timeout,
    writeTimeout: service.write_timeout,
    connectTimeout: service.connect_timeout,
    retries: service.retries,
    protocol: service.protocol ?? 'http',
    hashOn: upstream?.hash_on ?? 'none',
    plugins: byName(service.plugins),
    routes: service.routes.map((route) => ({
      host: route.hosts[0],
      path: route.paths[0],
      protocols: route.protocols,
      stripPath: route.strip_path,
      preserveHost: route.preserve_host,
      requestBuffering: route.request_buffering ?? true,
      responseBuffering: route.response_buffering ?? true,
      plugins: byName(route.plugins),
    })),
  };
}
