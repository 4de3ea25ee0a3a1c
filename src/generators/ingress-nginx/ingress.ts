import { corsOf } from '../controllers/cors.ts';
import { type Endpoint, holdsConnections, proxyTimeouts, waitsLong, wholeSeconds } from '../controllers/endpoints.ts';
import { explained, ingressObject } from '../controllers/objects.ts';
import { AFFINITY_COOKIE, type Stickiness } from '../controllers/stickiness.ts';
import type { GeneratorInput } from '../generator.ts';
import { silenceWords, stateWords } from '../limit-words.ts';
import { connectionsPerAddress } from '../nginx/names.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { mayRepeat } from '../repeats.ts';
import type { ConfiguredLimit } from '../routes.ts';

const ROOM = 'ingress-nginx';

/** An annotation: text always. What the controller cannot read it replaces by a default, with a warning in its log only. */
const annotation = (name: string, value: string): YamlNode => entry(`nginx.ingress.kubernetes.io/${name}`, value);
/** Seconds without a unit: `3600s` would be replaced by 60. */
const seconds = (limit: ConfiguredLimit): string => String(wholeSeconds(limit));

function timeouts(input: GeneratorInput, { serves }: Endpoint): YamlNode[] {
  const { read, send } = proxyTimeouts(input, 'ingress-nginx');
  const time = (name: string, limit: ConfiguredLimit | undefined, texts: readonly string[]): YamlNode[] =>
    limit ? explained([...texts, ...stateWords(input, limit)], annotation(name, seconds(limit))) : [];
  return [
    ...time('proxy-read-timeout', read, [silenceWords(input, serves), input.say(`${ROOM}.readTimeout`)]),
    ...time('proxy-send-timeout', send, []),
  ];
}

function body({ say }: GeneratorInput, { streamsUploads, bodySize }: Endpoint): YamlNode[] {
  return [
    ...(streamsUploads ? explained([say(`${ROOM}.uploads`)], annotation('proxy-request-buffering', 'off')) : []),
    ...(bodySize === undefined
      ? []
      : explained(
          [say(bodySize === '0' ? `${ROOM}.anySize` : `${ROOM}.bodySize`)],
          annotation('proxy-body-size', bodySize),
        )),
  ];
}

/** When a request may go to another pod; left to the product where repeating is known to be harmless. */
function retries(input: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  const { say } = input;
  if (!mayRepeat(input)) return explained([say(`${ROOM}.noRetry`)], annotation('proxy-next-upstream', 'off'));
  if (!waitsLong(endpoint)) return [];
  return explained([say(`${ROOM}.noRetryAfterTimeout`)], annotation('proxy-next-upstream', 'error'));
}

function connectionLimit(input: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  if (!holdsConnections(endpoint)) return [];
  const most = connectionsPerAddress(input);
  if (most === undefined) return [comment(input.say(`${ROOM}.noLimit`))];
  return explained([input.say(`${ROOM}.limit`)], annotation('limit-connections', String(most)));
}

function cors(input: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  const { say } = input;
  const rules = corsOf(input, endpoint);
  if (!rules) return [];
  const names = (key: string, values: readonly string[]): YamlNode[] =>
    values.length > 0 ? [annotation(key, values.join(', '))] : [];
  return [
    annotation('enable-cors', 'true'),
    ...explained([say(`${ROOM}.origin`)], annotation('cors-allow-origin', rules.origin)),
    ...explained(
      [say(rules.credentialsKnown ? `${ROOM}.credentials` : `${ROOM}.credentialsUnknown`)],
      annotation('cors-allow-credentials', String(rules.credentials)),
    ),
    ...names('cors-allow-methods', rules.methods),
    ...names('cors-allow-headers', rules.headers),
    ...names('cors-expose-headers', rules.exposed),
  ];
}

function affinity({ say }: GeneratorInput, stickiness: Stickiness | undefined): YamlNode[] {
  if (stickiness === undefined) return [];
  if (stickiness === 'address')
    return explained([say(`${ROOM}.stickyAddress`)], annotation('upstream-hash-by', '$remote_addr'));
  return [
    ...explained([say(`${ROOM}.stickyCookie`)], annotation('affinity', 'cookie')),
    annotation('session-cookie-name', AFFINITY_COOKIE),
  ];
}

/** The Ingress of one endpoint: its rule, and everything its requests need of the proxy. */
export function ingress(input: GeneratorInput, endpoint: Endpoint, stickiness: Stickiness | undefined): YamlNode[] {
  const { say, service } = input;
  const { serves } = endpoint;
  const annotations: YamlNode[] = [
    ...(serves === 'grpc' ? explained([say(`${ROOM}.grpc`)], annotation('backend-protocol', 'GRPC')) : []),
    ...(serves === 'stream' ? explained([say(`${ROOM}.unbuffered`)], annotation('proxy-buffering', 'off')) : []),
    ...(serves === 'websocket' ? [comment(say(`${ROOM}.webSocket`))] : []),
    ...timeouts(input, endpoint),
    ...body(input, endpoint),
    ...retries(input, endpoint),
    ...connectionLimit(input, endpoint),
    ...affinity(input, stickiness),
    ...cors(input, endpoint),
  ];
  const tls = [entry('hosts', list(service.host)), entry('secretName', `${service.name}-tls`)];
  return ingressObject(input, endpoint, 'nginx', annotations, [comment(say(`${ROOM}.tls`)), entry('tls', list(tls))]);
}
