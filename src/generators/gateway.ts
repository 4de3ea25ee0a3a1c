import { healthPort } from './deployment/health.ts';
import { type Balancer, balancerOf, gatewayBalancers } from './gateway/balancer.ts';
import { certificateName, gatewayObject, httpRoute } from './gateway/entrance.ts';
import { backendPolicy, healthCheckPolicy } from './gateway/policies.ts';
import { gatewayService } from './gateway/service.ts';
import { type Draft, type Generator, type GeneratorInput, hasHop } from './generator.ts';
import { type Edge, edgeOf, ownEdge } from './gke/edge.ts';
import { header } from './header.ts';
import { printYaml, type YamlNode } from './print/yaml.ts';
import { routesOf } from './routes.ts';

/** Whether the Gateway is the way out of a controller that gets no fixes any more. */
const isWayOut = (input: GeneratorInput): boolean =>
  hasHop(input, 'ingress-nginx') && !hasHop(input, ...gatewayBalancers);

/** What the load balancer leads to; the way out leaves the controller aside. */
const edgeFor = (input: GeneratorInput): Edge => (isWayOut(input) ? ownEdge(input) : edgeOf(input, gatewayBalancers));

/** Where the load balancer is not the one that was assessed: what its numbers rest on. */
function basis(input: GeneratorInput, { own, source }: Balancer): string[] {
  const { say, names } = input;
  if (source === 'own') return [];
  const isWebSocket = routesOf(input).some(({ protocol }) => protocol.needsUpgrade);
  const otherClass = isWebSocket ? 'gateway.otherClassWebSocket' : 'gateway.otherClass';
  return [
    own ? say(otherClass, { hop: own.id }) : say('gateway.wayOutLimits', { path: names.path }),
    ...(source === 'sibling' ? [say('gateway.siblingRecord')] : []),
  ];
}

/** GKE Gateway: load balancer, route, Service, and the policies that hold its timeouts and health check. */
export default {
  id: 'gateway',
  whyNot(input) {
    if (!hasHop(input, ...gatewayBalancers, 'ingress-nginx'))
      return hasHop(input, 'classic-alb') ? 'gateway.ingressPath' : 'gateway.otherPath';
    return routesOf(input).length > 0 ? null : 'header.notOnPlatform';
  },
  choices: (input) => (edgeFor(input).isOwn ? ['gateway'] : ['gateway', 'tls']),
  generate(input) {
    const { say } = input;
    const balancer = balancerOf(input);
    const edge = edgeFor(input);
    const { name, namespace } = edge;
    const retired = input.path.hops.find(({ component }) => component === 'ingress-nginx');
    const which = [
      ...(isWayOut(input) && retired ? [say('gateway.wayOut', { hop: retired.id })] : []),
      edge.isOwn
        ? say('gateway.ownService', { name, namespace })
        : say('gateway.proxyService', { name, namespace, hop: edge.app }),
    ];
    const file = (file: string, room: string, root: YamlNode[], assumptions: string[]): Draft => ({
      name: `gateway/${file}.yaml`,
      purpose: `${room}.purpose`,
      place: `${room}.place`,
      language: 'yaml',
      text: printYaml(header(input, room, [...which, ...assumptions]), root),
    });
    const health = edge.isOwn
      ? say('gateway-health.assumesOwn', { port: String(healthPort(input)) })
      : say('gateway-health.assumesProxy', { hop: edge.app });
    const certificate = say('gateway-object.assumesCertificate', { name: certificateName(edge), namespace });
    const needs = input.target.gateway === 'global' ? [] : [say('gateway-object.assumesSubnet')];
    return [
      file('gateway', 'gateway-object', gatewayObject(input, edge, balancer), [
        ...basis(input, balancer),
        say('gateway-object.assumesOwn'),
        certificate,
        ...needs,
      ]),
      file('service', 'gateway-service', gatewayService(input, edge), [
        say('gateway-service.assumesLabels'),
        ...(isWayOut(input) && edge.speaks === 'HTTP2' ? [say('gateway-service.tlsDuringMove')] : []),
      ]),
      file('backend-policy', 'gateway-policy', backendPolicy(input, edge, balancer), [
        ...basis(input, balancer),
        say('gateway-policy.assumesOne'),
      ]),
      file('health-check-policy', 'gateway-health', healthCheckPolicy(input, edge), [health]),
      file('http-route', 'gateway-route', httpRoute(input, edge), [say('gateway-route.assumesGateway')]),
    ];
  },
} satisfies Generator;
