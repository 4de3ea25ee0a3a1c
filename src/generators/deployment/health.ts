import type { GeneratorInput } from '../generator.ts';

/** Where a pod says that it is well. The answer file does not ask, so these are assumptions, and files say so. */
export const HEALTH_PATH = '/healthz';
export const HEALTH_PORT_NAME = 'health';
const HEALTH_PORT = 8081;

/** A port of its own: a listener that is busy with streams must not hold the answer back. */
export const healthPort = ({ service }: Pick<GeneratorInput, 'service'>): number =>
  service.port === HEALTH_PORT ? HEALTH_PORT + 1 : HEALTH_PORT;

/**
 * The load balancer's checks: the interval GKE uses by default, 15 s, with the thresholds of the product; a check may
 * take less than the interval, never more.
 */
export const BALANCER_CHECK = {
  checkIntervalSec: 15,
  timeoutSec: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
} as const;

/** Seconds until a load balancer trusts a new pod. */
export const TRUST_SECONDS = BALANCER_CHECK.checkIntervalSec * BALANCER_CHECK.healthyThreshold;
