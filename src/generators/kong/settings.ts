import { isBehindBalancer, KEEPALIVE_SECONDS } from '../balancers.ts';
import { type Endpoint, proxyTimeouts } from '../controllers/endpoints.ts';
import type { GeneratorInput } from '../generator.ts';
import { silenceWords, stateWords } from '../limit-words.ts';
import { mayRepeat } from '../repeats.ts';
import type { ConfiguredLimit } from '../routes.ts';

/** One setting of Kong, whichever way it is written: as an annotation (text) or as a field of the declarative file. */
export type Setting = {
  /** After `konghq.com/`. */
  readonly annotation: string;
  readonly field: string;
  readonly value: number | boolean | string | readonly string[];
  /** What to know about it. */
  readonly texts: readonly string[];
};

/** The most milliseconds a timeout of a Kong Service takes; 0 is refused. */
const MOST_MILLISECONDS = 2_147_483_646;
/** A pod in the cluster accepts within milliseconds; 5 s is what ingress-nginx waits, Kong's own 60 s only delays a 502. */
const CONNECT_MILLISECONDS = 5_000;

const milliseconds = (seconds: number): number => Math.min(MOST_MILLISECONDS, Math.max(1, Math.ceil(seconds * 1000)));

/** Whether what reaches Kong is gRPC, which it cannot mix with HTTP on one route. */
export const speaksGrpc = (endpoints: readonly Endpoint[]): boolean =>
  endpoints.some(({ serves }) => serves === 'grpc');

function timeout(
  input: GeneratorInput,
  side: 'read' | 'write',
  limit: ConfiguredLimit | undefined,
  bounds: string,
): Setting[] {
  if (!limit) return [];
  return [
    {
      annotation: `${side}-timeout`,
      field: `${side}_timeout`,
      value: milliseconds(limit.value),
      texts: [bounds, input.say('kong.milliseconds'), ...stateWords(input, limit)],
    },
  ];
}

/** How often Kong asks another pod. */
function retries(input: GeneratorInput, endpoints: readonly Endpoint[]): Setting {
  const isPolled = endpoints.some(({ serves }) => serves === 'poll');
  const why = isPolled ? 'noRetryOfPolls' : mayRepeat(input) ? 'oneRetry' : 'noRetry';
  return {
    annotation: 'retries',
    field: 'retries',
    value: why === 'oneRetry' ? 1 : 0,
    texts: [input.say(`kong.${why}`)],
  };
}

/** What is taken for granted of the way requests reach Kong. */
export function assumedListener(input: GeneratorInput, endpoints: readonly Endpoint[]): string[] {
  const { say, target } = input;
  const encrypted = target.tls === 'proxy' ? 'kong.assumesHttps' : 'kong.assumesHttp';
  const keepAlive = say('kong.assumesKeepalive', { value: `${KEEPALIVE_SECONDS}s` });
  return [say(speaksGrpc(endpoints) ? 'kong.assumesTls' : encrypted), ...(isBehindBalancer(input) ? [keepAlive] : [])];
}

/** What goes to the Service: how long Kong waits for it, how often it asks, and what it speaks. */
export function serviceSettings(input: GeneratorInput, endpoints: readonly Endpoint[]): Setting[] {
  const { say } = input;
  const { read, send } = proxyTimeouts(input, 'kong');
  const grpc: Setting = { annotation: 'protocol', field: 'protocol', value: 'grpc', texts: [say('kong.grpc')] };
  return [
    ...timeout(input, 'read', read, silenceWords(input, endpoints[0]?.serves)),
    ...timeout(input, 'write', send, say('kong.writeTimeout')),
    {
      annotation: 'connect-timeout',
      field: 'connect_timeout',
      value: CONNECT_MILLISECONDS,
      texts: [say('kong.connectTimeout')],
    },
    retries(input, endpoints),
    ...(speaksGrpc(endpoints) ? [grpc] : []),
  ];
}

/** What goes to the route of one endpoint: what it speaks, and that nothing is collected that should flow. */
export function routeSettings({ say }: GeneratorInput, { serves, streamsUploads }: Endpoint): Setting[] {
  const protocols = serves === 'grpc' ? ['grpc', 'grpcs'] : ['http', 'https'];
  const known: { readonly [kind in Endpoint['serves']]?: string } = {
    grpc: 'kong.grpcRoute',
    websocket: 'kong.webSocketRoute',
  };
  const about = known[serves];
  const buffering = (side: 'request' | 'response', texts: string[]): Setting => ({
    annotation: `${side}-buffering`,
    field: `${side}_buffering`,
    value: false,
    texts,
  });
  return [
    { annotation: 'protocols', field: 'protocols', value: protocols, texts: about ? [say(about)] : [] },
    { annotation: 'strip-path', field: 'strip_path', value: false, texts: [say('kong.wholePath')] },
    { annotation: 'preserve-host', field: 'preserve_host', value: true, texts: [] },
    ...(serves === 'stream' ? [buffering('response', [say('kong.unbuffered'), say('kong.bufferingPlugins')])] : []),
    ...(streamsUploads ? [buffering('request', [say('kong.uploads')])] : []),
  ];
}

/** What only the platform can set, for all services at once; nothing where today's value is enough. */
export function bodyTimeoutText({ say, ...input }: GeneratorInput): string[] {
  const { body } = proxyTimeouts({ say, ...input }, 'kong');
  if (!body || body.value <= body.today) return [];
  return [say('kong.bodyTimeout', { todaySeconds: body.today, value: `${Math.ceil(body.value)}s` })];
}
