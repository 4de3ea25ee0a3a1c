import type { Endpoint } from '../controllers/endpoints.ts';
import { explained, objectFile } from '../controllers/objects.ts';
import { AFFINITY_COOKIE, type Stickiness, stickinessOf } from '../controllers/stickiness.ts';
import type { Draft, GeneratorInput } from '../generator.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { cors, type Plugin, rateLimiting, redisHost } from './plugins.ts';
import { assumedListener, bodyTimeoutText, routeSettings, type Setting, serviceSettings } from './settings.ts';

const field = ({ field: name, value, texts }: Setting): YamlNode[] =>
  explained(texts, entry(name, typeof value === 'object' ? list(...value) : value));

/** The cluster's own domain, unless it was installed with another. */
const serviceHost = ({ service: { name, namespace } }: GeneratorInput): string =>
  `${name}.${namespace}.svc.cluster.local`;

const pluginEntry = ({ plugin, config }: Plugin): YamlNode[] => [entry('name', plugin), entry('config', config)];

function route(input: GeneratorInput, endpoint: Endpoint): YamlNode[] {
  const rules = cors(input, endpoint);
  return [
    entry('name', endpoint.name),
    entry('hosts', list(input.service.host)),
    entry('paths', list(endpoint.path)),
    ...routeSettings(input, endpoint).flatMap(field),
    ...(rules ? [entry('plugins', list(pluginEntry(rules)))] : []),
  ];
}

/** By what Kong recognises a client. */
const hashOn: { readonly [S in Stickiness]: YamlNode[] } = {
  cookie: [entry('hash_on', 'cookie'), entry('hash_on_cookie', AFFINITY_COOKIE), entry('hash_on_cookie_path', '/')],
  address: [entry('hash_on', 'ip')],
};

function upstream(input: GeneratorInput, name: string, stickiness: Stickiness): YamlNode[] {
  return [
    entry('name', name),
    entry('algorithm', 'consistent-hashing'),
    comment(input.say(`kong-upstream-policy.${stickiness}`)),
    ...hashOn[stickiness],
    comment(input.say('kong-declarative.target')),
    entry('targets', list([entry('target', `${serviceHost(input)}:${input.service.port}`)])),
  ];
}

/** What is taken for granted, only where the file depends on it. */
function assumptions(
  input: GeneratorInput,
  endpoints: readonly Endpoint[],
  stickiness: Stickiness | undefined,
): string[] {
  const { say } = input;
  const limit = rateLimiting(input) !== undefined;
  return [
    ...assumedListener(input, endpoints),
    ...(stickiness ? [say('kong-declarative.assumesHeadless', { name: input.service.name })] : []),
    ...(limit ? [say('kong-rate-limiting.assumesRedis', { host: redisHost(input) })] : []),
    ...(limit || stickiness === 'address' ? [say('kong.assumesAddress')] : []),
    ...(endpoints.some((endpoint) => cors(input, endpoint)) ? [say('kong.assumesOrigin')] : []),
  ];
}

/** The same design as one declarative file, for Kong without a database or for decK. */
export function declarativeFile(input: GeneratorInput, endpoints: readonly Endpoint[]): Draft {
  const { say, service } = input;
  const stickiness = stickinessOf(input, endpoints);
  const balancer = `${service.name}.${service.namespace}.sticky`;
  const host = stickiness
    ? explained([say('kong.stickiness')], entry('host', balancer))
    : explained([say('kong.noStickiness')], entry('host', serviceHost(input)));
  const limit = rateLimiting(input);
  const root: YamlNode[] = [
    entry('_format_version', '3.0'),
    entry(
      'services',
      list([
        entry('name', `${service.name}.${service.namespace}`),
        ...host,
        entry('port', service.port),
        ...serviceSettings(input, endpoints).flatMap(field),
        ...(limit ? [entry('plugins', list(pluginEntry(limit)))] : []),
        ...bodyTimeoutText(input).map(comment),
        ...(limit ? [] : [comment(say('kong.noRateLimiting'))]),
        entry('routes', list(...endpoints.map((endpoint) => route(input, endpoint)))),
      ]),
    ),
    ...(stickiness ? [entry('upstreams', list(upstream(input, balancer, stickiness)))] : []),
  ];
  return objectFile(input, 'kong/kong.yml', 'kong-declarative', root, assumptions(input, endpoints, stickiness));
}
