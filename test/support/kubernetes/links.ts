import type { Manifests } from '../kubernetes.ts';

type Meta = { readonly name: string; readonly namespace: string };
/** Says what is wrong with two values that must be the same. */
const same = (what: string, one: unknown, other: unknown): string[] =>
  JSON.stringify(one) === JSON.stringify(other) ? [] : [`${what}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
const sameSpace = (what: string, one: Meta, other: Meta): string[] =>
  same(`${what}, namespace`, one.namespace, other.namespace);

function ingressLinks(given: Manifests): string[] {
  const [config, service, ingress] = [given['backend-config.yaml'], given['service.yaml'], given['ingress.yaml']];
  if (!config || !service || !ingress) return [];
  const { annotations } = service.metadata;
  const [port] = service.spec.ports;
  const protocols = Object.keys(annotations['cloud.google.com/app-protocols'] ?? {});
  return [
    ...same('Service to BackendConfig', annotations['cloud.google.com/backend-config'].default, config.metadata.name),
    ...sameSpace('Service to BackendConfig', service.metadata, config.metadata),
    ...sameSpace('Ingress to Service', ingress.metadata, service.metadata),
    ...same('Ingress to Service', ingress.spec.rules[0]?.http.paths[0]?.backend.service, {
      name: service.metadata.name,
      port: { name: port?.name },
    }),
    ...protocols.flatMap((name) => same('app-protocols to port', name, port?.name)),
  ];
}

function gatewayLinks(given: Manifests): string[] {
  const gateway = given['gateway/gateway.yaml'];
  const service = given['gateway/service.yaml'];
  const route = given['gateway/http-route.yaml'];
  const policies = [given['gateway/backend-policy.yaml'], given['gateway/health-check-policy.yaml']];
  if (!gateway || !service || !route) return [];
  const [listener] = gateway.spec.listeners;
  const [rule] = route.spec.rules;
  return [
    ...sameSpace('HTTPRoute to Gateway', route.metadata, gateway.metadata),
    ...same('HTTPRoute to Gateway', route.spec.parentRefs[0], {
      name: gateway.metadata.name,
      sectionName: listener?.name,
    }),
    ...same('host of HTTPRoute and listener', route.spec.hostnames[0], listener?.hostname),
    ...sameSpace('HTTPRoute to Service', route.metadata, service.metadata),
    ...same('HTTPRoute to Service', rule?.backendRefs[0], {
      name: service.metadata.name,
      port: service.spec.ports[0]?.port,
    }),
    ...policies.flatMap((policy) =>
      policy
        ? [
            ...sameSpace(`${policy.kind} to Service`, policy.metadata, service.metadata),
            ...same(`${policy.kind} to Service`, policy.spec.targetRef.name, service.metadata.name),
          ]
        : [`a policy for ${service.metadata.name} is missing`],
    ),
  ];
}

function workloadLinks(given: Manifests): string[] {
  const deployment = given['deployment/deployment.yaml'];
  const budget = given['deployment/pod-disruption-budget.yaml'];
  const scaler = given['deployment/horizontal-pod-autoscaler.yaml'];
  if (!deployment || !budget) return [];
  const { selector, template } = deployment.spec;
  const [container] = template.spec.containers;
  const ports = container?.ports.map(({ name }) => name);
  const probes = [container?.startupProbe, container?.readinessProbe, container?.livenessProbe];
  return [
    ...same('Deployment to its pods', selector.matchLabels, template.metadata.labels),
    ...same('PodDisruptionBudget to pods', budget.spec.selector.matchLabels, template.metadata.labels),
    ...sameSpace('PodDisruptionBudget to pods', budget.metadata, deployment.metadata),
    ...(scaler
      ? [
          ...same('autoscaler to Deployment', scaler.spec.scaleTargetRef.name, deployment.metadata.name),
          ...sameSpace('autoscaler to Deployment', scaler.metadata, deployment.metadata),
        ]
      : []),
    ...probes.flatMap((probe) =>
      ports?.includes(probe?.httpGet.port ?? '') ? [] : [`probe to port: ${probe?.httpGet.port} is not there`],
    ),
  ];
}

/** The Services that lead to the team's own pods must select them, and the load balancer must check a port they have. */
function podLinks(given: Manifests): string[] {
  const deployment = given['deployment/deployment.yaml'];
  const services = [given['service.yaml'], given['gateway/service.yaml']];
  if (!deployment) return [];
  const { metadata, spec } = deployment;
  const own = services.filter((service) => service?.metadata.namespace === metadata.namespace);
  const [container] = spec.template.spec.containers;
  const config = given['gateway/health-check-policy.yaml']?.spec.default.config;
  const gatewayCheck = config?.type === 'HTTP' ? config.httpHealthCheck : undefined;
  const checks = [given['backend-config.yaml']?.spec.healthCheck, gatewayCheck];
  return [
    ...own.flatMap((service) =>
      service ? same('Service to pods', service.spec.selector, spec.template.metadata.labels) : [],
    ),
    ...checks.flatMap((check) =>
      check && 'port' in check
        ? [
            ...same('health check to port', check.port, container?.ports[0]?.containerPort),
            ...same('health check to path', check.requestPath, container?.readinessProbe.httpGet.path),
          ]
        : [],
    ),
  ];
}

/** Every name in one file that does not lead to what another file defines. */
export const linkProblems = (given: Manifests): string[] => [
  ...ingressLinks(given),
  ...gatewayLinks(given),
  ...workloadLinks(given),
  ...podLinks(given),
];
