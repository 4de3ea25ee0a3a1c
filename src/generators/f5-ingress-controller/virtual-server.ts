import { type Endpoint, proxyTimeouts, waitsLong, wholeSeconds } from '../controllers/endpoints.ts';
import { explained, objectHead } from '../controllers/objects.ts';
import {
  bodyTimeoutDirectives,
  clientKey,
  limitDirectives,
  snippet,
  uploadDirectives,
} from '../controllers/snippets.ts';
import { stickinessOf } from '../controllers/stickiness.ts';
import type { GeneratorInput } from '../generator.ts';
import { silenceWords, stateWords } from '../limit-words.ts';
import { entry, list, type YamlNode } from '../print/yaml.ts';
import { mayRepeat } from '../repeats.ts';
import type { ConfiguredLimit } from '../routes.ts';

const ROOM = 'f5-virtual-server';

/** Upstreams are named for their endpoint: the names are the file's own and are labels that begin with a letter. */
const upstreamName = ({ suffix }: Endpoint): string => (suffix === '' ? 'main' : 'events');

/** What no field can say, as lines for the location and for http. */
export function snippetsOf(input: GeneratorInput, endpoint: Endpoint): { location?: string; http?: string } {
  const needed = [...uploadDirectives(endpoint), ...bodyTimeoutDirectives(input, endpoint)];
  if (needed.length === 0) return {};
  // With snippets switched on anyway, the limit on connections comes along.
  const limit = limitDirectives(input, endpoint);
  const location = snippet([...needed, ...limit.location]);
  const http = snippet(limit.http);
  return { ...(location !== undefined && { location }), ...(http !== undefined && { http }) };
}

function timeouts(input: GeneratorInput, { serves }: Endpoint): YamlNode[] {
  const { read, send } = proxyTimeouts(input, 'nginx');
  const time = (name: string, limit: ConfiguredLimit | undefined, texts: readonly string[]): YamlNode[] =>
    limit ? explained([...texts, ...stateWords(input, limit)], entry(name, `${wholeSeconds(limit)}s`)) : [];
  return [...time('read-timeout', read, [silenceWords(input, serves)]), ...time('send-timeout', send, [])];
}

function retries(input: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  const { say } = input;
  if (!mayRepeat(input)) return explained([say(`${ROOM}.noRetry`)], entry('next-upstream', 'off'));
  if (!waitsLong(endpoint)) return [];
  return explained([say(`${ROOM}.noRetryAfterTimeout`)], entry('next-upstream', 'error'));
}

function upstream(input: GeneratorInput, endpoint: Endpoint, isSticky: boolean): YamlNode[] {
  const { say, service } = input;
  const { serves, bodySize } = endpoint;
  return [
    entry('name', upstreamName(endpoint)),
    entry('service', service.name),
    entry('port', service.port),
    ...(serves === 'grpc' ? explained([say(`${ROOM}.grpc`)], entry('type', 'grpc')) : []),
    ...(serves === 'stream' ? explained([say(`${ROOM}.unbuffered`)], entry('buffering', false)) : []),
    ...timeouts(input, endpoint),
    ...(bodySize === undefined ? [] : [entry('client-max-body-size', bodySize)]),
    ...retries(input, endpoint),
    ...(isSticky ? explained([say(`${ROOM}.sticky`)], entry('lb-method', `hash ${clientKey(input)} consistent`)) : []),
  ];
}

function route(input: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  const { say } = input;
  const { location } = snippetsOf(input, endpoint);
  return [
    entry('path', endpoint.path),
    ...(location === undefined ? [] : explained([say(`${ROOM}.snippets`)], entry('location-snippets', location))),
    entry('action', [entry('pass', upstreamName(endpoint))]),
  ];
}

/** Whether TLS ends here: where no load balancer ends it before, and for gRPC, which is served over TLS only. */
export const endsTls = ({ target }: GeneratorInput, endpoints: readonly Endpoint[]): boolean =>
  target.tls === 'proxy' || endpoints.some(({ serves }) => serves === 'grpc');

/** The host with its endpoints. */
export function virtualServer(input: GeneratorInput, endpoints: readonly Endpoint[]): YamlNode[] {
  const { say, service } = input;
  const isSticky = stickinessOf(input, endpoints) !== undefined;
  const http = endpoints.flatMap((endpoint) => snippetsOf(input, endpoint).http ?? []);
  return [
    ...objectHead('k8s.nginx.org/v1', 'VirtualServer', service.name, service.namespace),
    entry('spec', [
      entry('ingressClassName', 'nginx'),
      entry('host', service.host),
      ...(endsTls(input, endpoints) ? [entry('tls', [entry('secret', `${service.name}-tls`)])] : []),
      ...(http[0] === undefined ? [] : explained([say(`${ROOM}.zone`)], entry('http-snippets', http[0]))),
      entry('upstreams', list(...endpoints.map((endpoint) => upstream(input, endpoint, isSticky)))),
      entry('routes', list(...endpoints.map((endpoint) => route(input, endpoint)))),
    ]),
  ];
}
