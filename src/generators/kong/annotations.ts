import type { Endpoint } from '../controllers/endpoints.ts';
import { explained, ingressObject, objectFile, objectHead } from '../controllers/objects.ts';
import { AFFINITY_COOKIE, type Stickiness, stickinessOf } from '../controllers/stickiness.ts';
import type { Draft, GeneratorInput } from '../generator.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import { cors, type Plugin, rateLimiting, redisHost } from './plugins.ts';
import {
  assumedListener,
  bodyTimeoutText,
  routeSettings,
  type Setting,
  serviceSettings,
  speaksGrpc,
} from './settings.ts';

/** An annotation is text, whatever it means. */
const annotation = ({ annotation: name, value, texts }: Setting): YamlNode[] =>
  explained(texts, entry(`konghq.com/${name}`, String(value)));

/** What the Service names, and why it does not name the rest. */
type Attached = { readonly policy: string | undefined; readonly limit: string | undefined };

/** The Service of the team with what Kong reads from it. */
function serviceFile(input: GeneratorInput, endpoints: readonly Endpoint[], { policy, limit }: Attached): Draft {
  const { say, service } = input;
  const annotations = [
    ...serviceSettings(input, endpoints).flatMap(annotation),
    ...(policy ? explained([say('kong.stickiness')], entry('konghq.com/upstream-policy', policy)) : []),
    ...(limit ? [entry('konghq.com/plugins', limit)] : []),
    ...(policy ? [] : [comment(say('kong.noStickiness'))]),
    ...(limit ? [] : [comment(say('kong.noRateLimiting'))]),
    ...bodyTimeoutText(input).map(comment),
  ];
  const port = [
    entry('name', speaksGrpc(endpoints) ? 'grpc' : 'http'),
    entry('port', service.port),
    entry('targetPort', service.port),
  ];
  const root = [
    ...objectHead('v1', 'Service', service.name, service.namespace, annotations),
    entry('spec', [entry('selector', [entry('app.kubernetes.io/name', service.name)]), entry('ports', list(port))]),
  ];
  return objectFile(input, 'kong/service.yaml', 'kong-service', root, [say('kong-service.assumesLabels')]);
}

/** The Ingress of one endpoint. */
function ingressFile(input: GeneratorInput, endpoint: Endpoint, rules: string | undefined): Draft {
  const { say } = input;
  const annotations = [
    ...routeSettings(input, endpoint).flatMap(annotation),
    ...(rules ? [entry('konghq.com/plugins', rules)] : []),
  ];
  return objectFile(
    input,
    `kong/ingress${endpoint.suffix}.yaml`,
    'kong-ingress',
    ingressObject(input, endpoint, 'kong', annotations),
    [say('kong-ingress.assumesClass'), ...assumedListener(input, [endpoint])],
  );
}

function pluginFile(
  input: GeneratorInput,
  name: string,
  file: string,
  { plugin, config }: Plugin,
  assumptions: string[],
) {
  const root = [
    ...objectHead('configuration.konghq.com/v1', 'KongPlugin', name, input.service.namespace),
    entry('plugin', plugin),
    entry('config', config),
  ];
  return objectFile(input, file, `kong-${plugin}`, root, assumptions);
}

/** By what Kong recognises a client. */
const hashOn: { readonly [S in Stickiness]: YamlNode[] } = {
  cookie: [entry('cookie', AFFINITY_COOKIE), entry('cookiePath', '/')],
  address: [entry('input', 'ip')],
};

function policyFile(input: GeneratorInput, name: string, stickiness: Stickiness): Draft {
  const { say, service } = input;
  const root = [
    ...objectHead('configuration.konghq.com/v1beta1', 'KongUpstreamPolicy', name, service.namespace),
    entry('spec', [
      entry('algorithm', 'consistent-hashing'),
      comment(say(`kong-upstream-policy.${stickiness}`)),
      entry('hashOn', hashOn[stickiness]),
    ]),
  ];
  const assumptions = stickiness === 'address' ? [say('kong.assumesAddress')] : [];
  return objectFile(input, 'kong/upstream-policy.yaml', 'kong-upstream-policy', root, assumptions);
}

/** The endpoint's Ingress and, where pages of other origins may call it, the rules it names. */
function endpointFiles(input: GeneratorInput, endpoint: Endpoint): Draft[] {
  const rules = cors(input, endpoint);
  const name = `${endpoint.name}-cors`;
  const file = `kong/cors${endpoint.suffix}.yaml`;
  return [
    ingressFile(input, endpoint, rules && name),
    ...(rules ? [pluginFile(input, name, file, rules, [input.say('kong.assumesOrigin')])] : []),
  ];
}

/** The design as objects that Kong Ingress Controller reads. */
export function annotationFiles(input: GeneratorInput, endpoints: readonly Endpoint[]): Draft[] {
  const { say, service } = input;
  const stickiness = stickinessOf(input, endpoints);
  const policy = `${service.name}-sticky`;
  const limit = rateLimiting(input);
  const limitName = `${service.name}-rate-limiting`;
  const assumptions = [say('kong-rate-limiting.assumesRedis', { host: redisHost(input) }), say('kong.assumesAddress')];
  return [
    serviceFile(input, endpoints, { policy: stickiness && policy, limit: limit && limitName }),
    ...endpoints.flatMap((endpoint) => endpointFiles(input, endpoint)),
    ...(stickiness ? [policyFile(input, policy, stickiness)] : []),
    ...(limit ? [pluginFile(input, limitName, 'kong/rate-limiting.yaml', limit, assumptions)] : []),
  ];
}
