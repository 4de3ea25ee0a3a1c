import type { Service } from '../schema/answers.ts';
import type { HopVerdict } from '../schema/assessment.ts';
import type { Component, LimitKey } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';
import { type DesignInput, judgedLimit } from './generator.ts';

/** One endpoint on the platform: the protocol it speaks and its URL path, without a slash at the end. */
export type Route = { readonly protocol: Protocol; readonly path: string };

/** The path as proxies match it: dot segments resolved, slashes single, none at the end except of the root. */
export function endpointPath({ path }: Pick<Service, 'path'>): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** Where a stream that watches a job is served; the job's id follows. */
export function watchPath(service: Pick<Service, 'path'>): string {
  const path = endpointPath(service);
  return `${path === '/' ? '' : path}/events`;
}

/** The endpoints that traffic of this design reaches through the platform; the main one first. */
export function routesOf({
  protocol,
  companions,
  service,
}: Pick<DesignInput, 'protocol' | 'companions' | 'service'>): Route[] {
  const onPlatform = [protocol, ...companions].filter(({ crossesPlatform }) => crossesPlatform);
  return onPlatform.map((each, index) => ({
    protocol: each,
    path: index === 0 ? endpointPath(service) : watchPath(service),
  }));
}

/** A limit to configure, in the unit its key ends in, what it is today, and whether it is enough where that was judged. */
export type ConfiguredLimit = {
  readonly value: number;
  readonly today: number;
  readonly verdict?: HopVerdict | undefined;
};

/** The proposed value where the verdict has one, today's otherwise; nothing where the hop has no such limit. */
export function configuredLimit(
  input: Pick<DesignInput, 'path' | 'verdict'>,
  component: Component,
  limit: LimitKey,
): ConfiguredLimit | undefined {
  const today = input.path.hops.find((hop) => hop.component === component)?.limits[limit]?.value;
  if (today === undefined) return undefined;
  const judged = judgedLimit(input, component, limit);
  return { value: judged?.proposed ?? today, today, verdict: judged?.verdict };
}
