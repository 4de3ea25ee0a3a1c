import type { Component } from '../../schema/platform.ts';
import type { GeneratorInput } from '../generator.ts';
import { routesOf } from '../routes.ts';

/** The Kubernetes Service the load balancer sends the traffic to, and what is named after it. */
export type Edge = {
  readonly name: string;
  readonly namespace: string;
  /** Value of the label `app.kubernetes.io/name` of the pods behind it. */
  readonly app: string;
  readonly portName: string;
  readonly port: number;
  /** Port of the pods: a number, or the name they give it. */
  readonly targetPort: number | string;
  /** Whether it is the team's own Service; otherwise one that leads to the proxies of the platform. */
  readonly isOwn: boolean;
  /** What the load balancer speaks to the pods; `HTTPS` and `HTTP2` are over TLS. */
  readonly speaks: 'HTTP' | 'HTTPS' | 'HTTP2';
};

const LABEL_LENGTH = 63;
const HASH_LENGTH = 8;

/** FNV-1a: keeps shortened names apart; nobody has to keep a secret here. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const sign of text) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0).toString(16).padStart(HASH_LENGTH, '0');
}

/** A name that fits a DNS label; a longer one is cut and told apart by a hash of the whole. */
export function fitLabel(name: string): string {
  if (name.length <= LABEL_LENGTH) return name;
  return `${name.slice(0, LABEL_LENGTH - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash(name)}`;
}

const PORT_NAMES = { HTTP: 'http', HTTPS: 'https', HTTP2: 'grpc' } as const;

/** HTTP/2 to the pods for gRPC, and for nothing beside it: a WebSocket fails on such a port. Proxies may end TLS too. */
function portOf(input: GeneratorInput, isOwn: boolean): Pick<Edge, 'portName' | 'speaks' | 'isOwn'> {
  const speaksHttp2 = routesOf(input).every(({ protocol }) => protocol.backendProtocol === 'HTTP2');
  const speaks = speaksHttp2 ? 'HTTP2' : !isOwn && input.target.tls === 'proxy' ? 'HTTPS' : 'HTTP';
  return { portName: PORT_NAMES[speaks], speaks, isOwn };
}

/** What the load balancer leads to where nothing of the platform stands between: the team's own Service. */
export function ownEdge(input: GeneratorInput): Edge {
  const { name, namespace, port } = input.service;
  return { name, namespace, app: name, port, targetPort: port, ...portOf(input, true) };
}

/**
 * With a proxy of the platform between load balancer and service, the load balancer's backend is the proxy. Each endpoint
 * gets a Service of its own in front of the same proxies, so that its timeout is nobody else's.
 */
export function edgeOf(input: GeneratorInput, balancers: readonly Component[]): Edge {
  const { service, path } = input;
  const balancer = path.hops.findIndex(({ component }) => balancers.includes(component));
  const next = path.hops[balancer + 1];
  if (!next || next.component === 'service') return ownEdge(input);
  const port = portOf(input, false);
  const hasTls = port.speaks !== 'HTTP';
  return {
    name: fitLabel(`edge-${service.namespace}-${service.name}`),
    namespace: next.id,
    app: next.id,
    // The usual ports; Google's load balancers speak HTTP/2 to a backend over TLS only.
    port: hasTls ? 443 : 80,
    targetPort: hasTls ? 'https' : 'http',
    ...port,
  };
}
