import type { Component } from '../schema/platform.ts';
import type { DesignInput } from './generator.ts';

/** Google's load balancers keep idle connections to a backend for 600 s and ask backends to keep theirs longer. */
export const KEEPALIVE_SECONDS = 620;

const APPLICATION_BALANCERS: readonly Component[] = ['classic-alb', 'global-alb', 'regional-alb', 'internal-alb'];

/** Whether it is a load balancer that speaks HTTP. */
export const isApplicationBalancer = (component: Component): boolean => APPLICATION_BALANCERS.includes(component);

/** Whether such a load balancer stands before the proxy, so that the proxy sees its address and not the client's. */
export const isBehindBalancer = ({ path }: Pick<DesignInput, 'path'>): boolean =>
  path.hops.some(({ component }) => isApplicationBalancer(component));
