import { watchAnswers } from '../engine/companions.ts';
import { planConnection, staysOpen } from '../engine/connection.ts';
import { limitsMet, pathLimits } from '../engine/path.ts';
import { type Answers, OPEN_ENDED } from '../schema/answers.ts';
import type { ConnectionPlan } from '../schema/assessment.ts';
import type { Protocol } from '../schema/protocol.ts';
import { roundUp } from '../units/duration.ts';
import type { DesignInput, Say } from './generator.ts';
import { configuredLimit, type Route, routesOf } from './routes.ts';

/**
 * Seconds a pod goes on accepting after it was told to stop: load balancers and proxies learn asynchronously that it
 * leaves, so requests still come. Community guides name 10 to 30 s.
 */
const PRE_STOP_SECONDS = 20;
/** Seconds to write logs and exit after the last connection has ended. */
const EXIT_SECONDS = 10;
/** The most a Google load balancer drains: docs.cloud.google.com/load-balancing/docs/enabling-connection-draining. */
const MOST_DRAIN_SECONDS = 3600;
/** Windows are whole minutes; nobody can review 264 seconds. */
const STEP_SECONDS = 60;

/** How a connection's life bounds the window; a key of the room `drain`. */
type DrainReason = 'recycled' | 'single' | 'beyond' | 'capped' | 'unknown' | 'short';
type Window = {
  readonly reason: DrainReason;
  readonly drainSeconds: number;
  readonly data: { readonly [key: string]: number };
};

/** How a pod leaves: everything in seconds. `drainSeconds` is also what the load balancer drains. */
export type Drain = Window & {
  /** From the order to stop until the server closes its listener. */
  readonly preStopSeconds: number;
  /** For the server to exit after the last connection. */
  readonly exitSeconds: number;
  /** From the order to stop until the pod is killed: all of these together. */
  readonly graceSeconds: number;
};

/** An endpoint with the plan of its connections, and the answers that hold for it. */
type PlannedRoute = Route & { readonly answers: Answers; readonly plan: ConnectionPlan };

/** Every endpoint of the design with the plan of its connections. */
export function plannedRoutes(input: DesignInput): PlannedRoute[] {
  const { verdict, protocol, path, facts } = input;
  return routesOf(input).map((route) => {
    if (route.protocol === protocol) return { ...route, answers: input.answers, plan: verdict.recommendation.plan };
    const answers = protocol.watchStream ? watchAnswers(input.answers) : input.answers;
    const limits = pathLimits(path, route.protocol, answers.conversation);
    return { ...route, answers, plan: planConnection(answers, route.protocol, limits, facts.thresholds) };
  });
}

/** By how much a recycled connection may live longer or shorter than planned, so that not all come back at once. */
export const jitterOf = ({ facts }: Pick<DesignInput, 'facts'>): { readonly jitterPercent: number } => ({
  jitterPercent: Math.round(facts.thresholds.recycleJitterRatio.value * 1000) / 10,
});

/** The shortest total limit that ends connections of this protocol on the path, as it will be configured. */
function totalCapSeconds(input: DesignInput, protocol: Protocol): number | undefined {
  const caps = limitsMet(input.path, protocol, input.answers.conversation)
    .filter(({ kind }) => kind === 'total')
    .flatMap(({ hop, key }) => configuredLimit(input, hop.component, key)?.value ?? []);
  return caps.length > 0 ? Math.min(...caps) : undefined;
}

/** The longest the load balancer of the path drains; the product's own bound where it records none, or has none. */
function mostDrainSeconds({ path }: DesignInput): number {
  const limits = path.hops.flatMap((hop) => hop.limits.drainingTimeoutSeconds ?? []);
  return Math.min(MOST_DRAIN_SECONDS, ...limits.flatMap((limit) => limit.absoluteMaximum ?? limit.maximum ?? []));
}

/** How long connections of one endpoint need to end as planned, and which fact decides it. */
function windowOf(input: DesignInput, { protocol, plan }: PlannedRoute): Window {
  const { thresholds } = input.facts;
  const most = mostDrainSeconds(input);
  const bound = Math.min(most, totalCapSeconds(input, protocol) ?? most);
  const toWindow = (seconds: number) => Math.max(1, Math.floor(Math.min(bound, roundUp(seconds, STEP_SECONDS))));
  const because = (reason: DrainReason, seconds: number, data: Window['data'] = {}): Window => {
    const drainSeconds = toWindow(seconds);
    return { reason, drainSeconds, data: { ...data, drainSeconds } };
  };
  const { lifetimeSeconds, recycleSeconds } = plan;
  if (!staysOpen(plan)) return because('short', thresholds.jobSeconds.value);
  const latestSeconds = (recycleSeconds ?? 0) * (1 + thresholds.recycleJitterRatio.value);
  if (recycleSeconds !== undefined && recycleSeconds <= bound)
    return because('recycled', latestSeconds, { recycleSeconds, ...jitterOf(input) });
  if (lifetimeSeconds === undefined) return because('unknown', thresholds.standardLifetimeSeconds.value);
  if (lifetimeSeconds !== OPEN_ENDED && lifetimeSeconds <= bound)
    return because('single', lifetimeSeconds, { lifetimeSeconds });
  return because(bound < most ? 'capped' : 'beyond', bound);
}

/**
 * How long pods and load balancer give open connections at a deploy: as long as the endpoint that needs most. Draining
 * runs beside the grace period, so the shorter of the two decides; both follow from one number here. Undefined where
 * nothing of the design passes the platform.
 */
export function drainOf(input: DesignInput): Drain | undefined {
  const windows = plannedRoutes(input).map((route) => windowOf(input, route));
  const [longest] = windows.sort((one, other) => other.drainSeconds - one.drainSeconds);
  if (!longest) return undefined;
  return {
    ...longest,
    preStopSeconds: PRE_STOP_SECONDS,
    exitSeconds: EXIT_SECONDS,
    graceSeconds: PRE_STOP_SECONDS + longest.drainSeconds + EXIT_SECONDS,
  };
}

/** Why the window is as long as it is, in words. */
export const drainReason = (say: Say, { reason, data }: Drain): string => say(`drain.${reason}`, data);
