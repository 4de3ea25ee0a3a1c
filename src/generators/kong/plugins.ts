import { corsOf } from '../controllers/cors.ts';
import type { Endpoint } from '../controllers/endpoints.ts';
import type { GeneratorInput } from '../generator.ts';
import { connectionsPerAddress } from '../nginx/names.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';

/** A plugin as Kong knows it, with its configuration. */
export type Plugin = { readonly plugin: 'rate-limiting' | 'cors'; readonly config: readonly YamlNode[] };

/**
 * Requests a minute for each connection a client may hold. Where a connection stays open they are new starts: one each
 * six seconds is more than any sound reconnect needs. Elsewhere each message, poll or call is one: one each second.
 */
const STARTS_PER_MINUTE = 10;
const REQUESTS_PER_MINUTE = 60;

const REDIS_PORT = 6379;
/** Where Redis is taken to be: a Service of this name beside the team's own. */
export const redisHost = ({ service }: GeneratorInput): string => `redis.${service.namespace}.svc.cluster.local`;

/** Requests one client address may send a minute; undefined where an address says nothing of a client. */
function requestsPerMinute(input: GeneratorInput): number | undefined {
  const connections = connectionsPerAddress(input);
  const { connection, backendProtocol, callsReceiver } = input.protocol;
  if (connections === undefined || callsReceiver) return undefined;
  const opensRarely = connection === 'held' && backendProtocol === 'HTTP';
  return connections * (opensRarely ? STARTS_PER_MINUTE : REQUESTS_PER_MINUTE);
}

/** A brake on mistakes: Kong counts requests, and has nothing in its open edition that counts open streams. */
export function rateLimiting(input: GeneratorInput): Plugin | undefined {
  const { say } = input;
  const minute = requestsPerMinute(input);
  if (minute === undefined) return undefined;
  return {
    plugin: 'rate-limiting',
    config: [
      comment(say('kong-rate-limiting.counts')),
      entry('minute', minute),
      comment(say('kong-rate-limiting.address')),
      entry('limit_by', 'ip'),
      comment(say('kong-rate-limiting.redis')),
      entry('policy', 'redis'),
      entry('redis', [entry('host', redisHost(input)), entry('port', REDIS_PORT)]),
      comment(say('kong-rate-limiting.faultTolerant')),
      entry('fault_tolerant', true),
    ],
  };
}

const names = (key: string, values: readonly string[]): YamlNode[] =>
  values.length > 0 ? [entry(key, list(...values))] : [];

/** Pages of listed origins only. */
export function cors(input: GeneratorInput, endpoint: Endpoint): Plugin | undefined {
  const { say } = input;
  const rules = corsOf(input, endpoint);
  if (!rules) return undefined;
  return {
    plugin: 'cors',
    config: [
      comment(say('kong-cors.origins')),
      ...names('origins', [rules.origin]),
      ...names('methods', rules.methods),
      ...names('headers', rules.headers),
      ...names('exposed_headers', rules.exposed),
      comment(say(rules.credentialsKnown ? 'kong-cors.credentials' : 'kong-cors.credentialsUnknown')),
      entry('credentials', rules.credentials),
    ],
  };
}
