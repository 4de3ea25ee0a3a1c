import { judgeHops } from '../../engine/hops.ts';
import type { PathHop } from '../../engine/path.ts';
import type { HopVerdict } from '../../schema/assessment.ts';
import type { Component, Limits } from '../../schema/platform.ts';
import type { Target } from '../../schema/target.ts';
import { isApplicationBalancer } from '../balancers.ts';
import { plannedRoutes } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { type ConfiguredLimit, configuredLimit } from '../routes.ts';

/** What a class of GKE Gateway makes: docs.cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities. */
const CLASSES: { readonly [K in Target['gateway']]: { className: string; component: Component } } = {
  global: { className: 'gke-l7-global-external-managed', component: 'global-alb' },
  regional: { className: 'gke-l7-regional-external-managed', component: 'regional-alb' },
  internal: { className: 'gke-l7-rilb', component: 'internal-alb' },
};

/** The load balancers a Gateway makes. */
export const gatewayBalancers: readonly Component[] = Object.values(CLASSES).map(({ component }) => component);

/** The load balancer of the chosen class, and where its timeout comes from. */
export type Balancer = {
  readonly className: string;
  /** The load balancer of the path, where it is one of a Gateway. */
  readonly own: PathHop | undefined;
  /** own: the assessment was made for this kind. record: the profile has one elsewhere. sibling: only one of another kind. */
  readonly source: 'own' | 'record' | 'sibling' | 'none';
  /** The backend timeout to set; undefined where the profile has no record of any such load balancer. */
  readonly timeout: ConfiguredLimit | undefined;
};

/** Another hop's record as a load balancer of this kind meets it: on all three a WebSocket meets the timeout as silence. */
function asKind(component: Component, { limits, ...hop }: PathHop): PathHop {
  const { backendTimeoutSeconds: timeout, drainingTimeoutSeconds } = limits;
  const own: Limits = {
    ...(timeout && { backendTimeoutSeconds: { ...timeout, webSocketKind: 'idle' } }),
    ...(drainingTimeoutSeconds && { drainingTimeoutSeconds }),
  };
  return { ...hop, component, limits: own };
}

/** The timeout that the plan of the connections asks of a load balancer which the assessment did not look at. */
function judgedTimeout(input: GeneratorInput, hop: PathHop): ConfiguredLimit | undefined {
  const { facts, verdict, path } = input;
  const today = hop.limits.backendTimeoutSeconds?.value;
  if (today === undefined) return undefined;
  const heartbeat = verdict.recommendation.heartbeatSeconds ?? facts.thresholds.heartbeatSeconds.value;
  const alone = { ...path, hops: [hop] };
  const rows = plannedRoutes(input).flatMap(({ answers, protocol, plan }) =>
    judgeHops(answers, protocol, alone, plan, heartbeat, facts.thresholds).filter(
      ({ limit }) => limit === 'backendTimeoutSeconds',
    ),
  );
  const doubts: readonly HopVerdict[] = ['cannot', 'unknown'];
  return {
    value: Math.max(today, ...rows.map(({ proposed }) => proposed ?? today)),
    today,
    verdict: doubts.find((doubt) => rows.some((row) => row.verdict === doubt)),
  };
}

/** Every hop of the profile, with its id. */
const profileHops = ({ facts }: GeneratorInput): PathHop[] =>
  Object.entries(facts.platform.hops).map(([id, hop]) => ({ ...hop, id }));

/** The load balancer that the chosen class makes. */
export function balancerOf(input: GeneratorInput): Balancer {
  const { className, component } = CLASSES[input.target.gateway];
  const own = input.path.hops.find((hop) => gatewayBalancers.includes(hop.component));
  if (own?.component === component)
    return { className, own, source: 'own', timeout: configuredLimit(input, component, 'backendTimeoutSeconds') };
  const hops = profileHops(input);
  const record = hops.find((hop) => hop.component === component);
  if (record) return { className, own, source: 'record', timeout: judgedTimeout(input, record) };
  const sibling = own ?? hops.find((hop) => isApplicationBalancer(hop.component));
  if (!sibling) return { className, own, source: 'none', timeout: undefined };
  return { className, own, source: 'sibling', timeout: judgedTimeout(input, asKind(component, sibling)) };
}
