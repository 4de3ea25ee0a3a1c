import type { Verdict } from '../../../src/engine/assess.ts';
import type { Protocol } from '../../../src/schema/protocol.ts';
import type { Manifests } from '../kubernetes.ts';

/** Google's load balancers keep idle connections to a backend this long. */
const BALANCER_KEEP_ALIVE_SECONDS = 600;
/** The share of the smallest total limit after which a connection is recycled at the latest. */
const RECYCLE_SHARE = 0.8;
/** For the server to write logs and exit; more would only hide a wrong sum. */
const MOST_EXIT_SECONDS = 30;

/** What the files say about how a pod leaves, in seconds. */
function timesOf(given: Manifests) {
  const pod = given['deployment/deployment.yaml']?.spec.template.spec;
  const [container] = pod?.containers ?? [];
  const set = (name: string): number | undefined => {
    const found = container?.env.find((variable) => variable.name === name);
    return found && Number(found.value);
  };
  const config = given['backend-config.yaml']?.spec;
  const policy = given['gateway/backend-policy.yaml']?.spec.default;
  return {
    grace: pod?.terminationGracePeriodSeconds,
    preStop: container?.lifecycle.preStop.sleep.seconds,
    drain: set('DRAIN_SECONDS'),
    recycle: set('RECYCLE_SECONDS'),
    heartbeat: set('HEARTBEAT_SECONDS'),
    keepAlive: set('KEEP_ALIVE_SECONDS'),
    balancers: [config, policy].flatMap((found) => (found ? [found] : [])),
  };
}

const must = (holds: boolean, problem: string): string[] => (holds ? [] : [problem]);

/** Every pair of numbers in the files, and in files and verdict, that does not go together. */
export function numberProblems(given: Manifests, verdict: Verdict, protocol: Protocol): string[] {
  const { grace, preStop, drain, recycle, heartbeat, keepAlive, balancers } = timesOf(given);
  const { recommendation, hops } = verdict;
  const { recycleSeconds, plan } = recommendation;
  const caps = hops.flatMap(({ kind, proposed, today }) => (kind === 'total' ? [proposed ?? today] : []));
  const scaleDown = given['deployment/horizontal-pod-autoscaler.yaml']?.spec.behavior.scaleDown;
  if (grace === undefined || preStop === undefined || drain === undefined) return ['no Deployment'];
  const run = typeof plan.lifetimeSeconds === 'number' ? plan.lifetimeSeconds : 0;
  const longest = Math.min(3600, ...caps);
  return [
    ...must(drain <= grace, `drain ${drain} is longer than grace ${grace}`),
    ...must(grace >= preStop + drain, `grace ${grace} is shorter than preStop ${preStop} and drain ${drain}`),
    ...must(grace <= preStop + drain + MOST_EXIT_SECONDS, `grace ${grace} is longer than it has to be`),
    ...must(drain <= 3600, `drain ${drain} is more than a load balancer drains`),
    ...must(keepAlive === undefined || keepAlive > BALANCER_KEEP_ALIVE_SECONDS, `keep-alive ${keepAlive} is too short`),
    ...must((recycle ?? null) === recycleSeconds, `recycle ${recycle} is not the planned ${recycleSeconds}`),
    ...must(heartbeat === undefined || heartbeat > 0, `heartbeat ${heartbeat} is none`),
    ...caps.flatMap((cap) =>
      must(recycle === undefined || recycle <= RECYCLE_SHARE * cap, `recycle ${recycle} leaves nothing of ${cap}`),
    ),
    ...must(recycle === undefined || drain >= recycle, `drain ${drain} is shorter than recycle ${recycle}`),
    ...must(
      plan.kind !== 'single' || drain >= Math.min(run, longest),
      `drain ${drain} is shorter than a run of ${run}`,
    ),
    ...balancers.flatMap(({ timeoutSec, connectionDraining: { drainingTimeoutSec } }) => [
      ...must(drainingTimeoutSec === drain, `the load balancer drains ${drainingTimeoutSec}, the pods ${drain}`),
      ...must(drainingTimeoutSec <= grace, `the load balancer drains ${drainingTimeoutSec}, longer than ${grace}`),
      ...must(
        recycle === undefined || protocol.needsUpgrade || recycle <= RECYCLE_SHARE * timeoutSec,
        `recycle ${recycle} leaves nothing of timeout ${timeoutSec}`,
      ),
      ...must(
        heartbeat === undefined || heartbeat < timeoutSec,
        `heartbeat ${heartbeat} is no less than ${timeoutSec}`,
      ),
    ]),
    ...must(
      scaleDown === undefined || scaleDown.stabilizationWindowSeconds >= Math.min(drain, 3600),
      'scale-down does not wait for the drain',
    ),
  ];
}
