import type { Component } from '../../schema/platform.ts';
import type { Protocol } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import { bodyPart } from '../nginx/body.ts';
import { type ConfiguredLimit, configuredLimit, type Route, routesOf } from '../routes.ts';

/** One endpoint as a controller in the cluster configures it: objects of its own, named after the Service. */
export type Endpoint = Route & {
  /** What its objects are called, and how its files are told apart: `stream` and ``, `stream-events` and `-events`. */
  readonly name: string;
  readonly suffix: '' | '-events';
  /** How Nginx, on which all these controllers are built, serves it. */
  readonly serves: NonNullable<Protocol['nginx']>;
  /** Whether requests go through as they come instead of being collected first. */
  readonly streamsUploads: boolean;
  /** Largest request body where the product's own limit does not fit: `0` is without limit. */
  readonly bodySize?: string;
};

/** The second word of a directive that Nginx itself would be given for request bodies; a WebSocket has none. */
function bodySetting(input: GeneratorInput, protocol: Protocol, name: string): string | undefined {
  if (protocol.nginx === 'websocket') return undefined;
  for (const node of bodyPart(input, protocol)) {
    if (node.kind !== 'directive' || node.words[0] !== name) continue;
    return typeof node.words[1] === 'string' ? node.words[1] : undefined;
  }
  return undefined;
}

/** Endpoints whose traffic a proxy built on Nginx passes on; the main one first. */
export function endpointsOf(input: GeneratorInput): Endpoint[] {
  return routesOf(input).flatMap((route, index): Endpoint[] => {
    const { protocol } = route;
    if (protocol.nginx === undefined) return [];
    const suffix = index === 0 ? '' : '-events';
    // All messages of a gRPC stream count as one body.
    const size = protocol.nginx === 'grpc' ? '0' : bodySetting(input, protocol, 'client_max_body_size');
    return [
      {
        ...route,
        suffix,
        name: `${input.service.name}${suffix}`,
        serves: protocol.nginx,
        streamsUploads: bodySetting(input, protocol, 'proxy_request_buffering') === 'off',
        ...(size !== undefined && { bodySize: size }),
      },
    ];
  });
}

/** Whether connections of this endpoint stay open, so that their number is limited. */
export const holdsConnections = ({ serves }: Endpoint): boolean => serves !== 'plain';

/** Whether a request may wait so long for its answer that it times out while the service is still at work on it. */
export const waitsLong = ({ serves }: Endpoint): boolean => serves === 'poll' || serves === 'stream';

/** What bounds the silence on a connection; each as it is today and as this design needs it. */
export type ProxyTimeouts = {
  /** Longest silence from the service. */
  readonly read: ConfiguredLimit | undefined;
  /** Longest pause between two writes to the service. */
  readonly send: ConfiguredLimit | undefined;
  /** Longest pause between two reads of a request body, a quiet gRPC stream included. */
  readonly body: ConfiguredLimit | undefined;
};

export function proxyTimeouts(input: GeneratorInput, component: Component): ProxyTimeouts {
  return {
    read: configuredLimit(input, component, 'proxyReadTimeoutSeconds'),
    send: configuredLimit(input, component, 'proxySendTimeoutSeconds'),
    body: configuredLimit(input, component, 'clientBodyTimeoutSeconds'),
  };
}

/** Whole seconds, and never 0, which these products read as "at once" or refuse. */
export const wholeSeconds = ({ value }: ConfiguredLimit): number => Math.max(1, Math.ceil(value));
