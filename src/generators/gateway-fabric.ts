import { type Endpoint, endpointsOf, holdsConnections } from './controllers/endpoints.ts';
import { objectFile } from './controllers/objects.ts';
import { stickinessOf } from './controllers/stickiness.ts';
import {
  clientSettings,
  nginxProxy,
  proxySettings,
  snippetsFilter,
  upstreamSettings,
} from './gateway-fabric/policies.ts';
import { gatewayName, route } from './gateway-fabric/routes.ts';
import { type Draft, type Generator, type GeneratorInput, hasHop } from './generator.ts';
import type { YamlNode } from './print/yaml.ts';
import { mayRepeat } from './repeats.ts';

/** One file of this folder, if there is anything to say in it. */
function file(
  input: GeneratorInput,
  name: string,
  room: string,
  root: YamlNode[] | undefined,
  ...assumptions: string[]
): Draft[] {
  if (!root) return [];
  return [objectFile(input, `gateway-fabric/${name}.yaml`, `gateway-fabric-${room}`, root, assumptions)];
}

/** The route of one endpoint and what hangs on it. */
function endpointFiles(input: GeneratorInput, endpoint: Endpoint): Draft[] {
  const { say } = input;
  const { suffix, serves } = endpoint;
  const filterName = `${endpoint.name}-snippets`;
  const filter = snippetsFilter(input, endpoint, filterName);
  const gateway = gatewayName(input);
  return [
    ...file(
      input,
      `route${suffix}`,
      'route',
      route(input, endpoint, filter && filterName),
      say('gateway-fabric-route.assumesGateway', { name: gateway }),
      ...(serves === 'grpc' ? [] : [say('gateway-fabric-route.upgrades')]),
      ...(filter || !holdsConnections(endpoint) ? [] : [say('gateway-fabric-route.noLimit')]),
      ...(serves === 'grpc' || mayRepeat(input) ? [] : [say('gateway-fabric-route.repeats')]),
    ),
    ...file(input, `proxy-settings${suffix}`, 'proxy', proxySettings(input, endpoint)),
    ...file(input, `client-settings${suffix}`, 'client', clientSettings(input, endpoint)),
    ...file(input, `snippets${suffix}`, 'snippets', filter, say('gateway-fabric-snippets.assumesSwitch')),
  ];
}

/** NGINX Gateway Fabric as the Nginx of the path: routes of Gateway API with the policies of this product. */
export default {
  id: 'gateway-fabric',
  whyNot(input) {
    if (!hasHop(input, 'nginx')) return 'gateway-fabric.otherPath';
    if (endpointsOf(input).length === 0) return 'header.notOnPlatform';
    return input.target.nginx === 'gateway-fabric' ? null : 'gateway-fabric.otherChoice';
  },
  choices: () => ['nginx'],
  generate(input) {
    const endpoints = endpointsOf(input);
    const gateway = gatewayName(input);
    return [
      ...endpoints.flatMap((endpoint) => endpointFiles(input, endpoint)),
      ...file(input, 'upstream-settings', 'upstream', stickinessOf(input, endpoints) && upstreamSettings(input)),
      ...file(
        input,
        'nginx-proxy',
        'nginx-proxy',
        nginxProxy(input, endpoints),
        input.say('gateway-fabric-nginx-proxy.assumesReference', { name: gateway }),
      ),
    ];
  },
} satisfies Generator;
