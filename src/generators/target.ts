import type { Path } from '../engine/path.ts';
import type { Component } from '../schema/platform.ts';
import { type GivenTarget, type Target, targets } from '../schema/target.ts';
import { isApplicationBalancer } from './balancers.ts';

/** The newest offered version that is not above the profile's; the oldest when the profile's is older still. */
function nginxVersionOf(version = ''): Target['nginxVersion'] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isReached = (offered: string) => {
    const [offeredMajor = 0, offeredMinor = 0] = offered.split('.').map(Number);
    return major > offeredMajor || (major === offeredMajor && minor >= offeredMinor);
  };
  return targets.nginxVersion.findLast(isReached) ?? targets.nginxVersion[0];
}

const GATEWAY_OF: { readonly [C in Component]?: Target['gateway'] } = {
  'global-alb': 'global',
  'regional-alb': 'regional',
  'internal-alb': 'internal',
};

/** What the files are written for: what was chosen, and what follows from the path for the rest. */
export function resolveTarget(given: GivenTarget, { hops }: Path): Target {
  const nginx = hops.find(({ component }) => component === 'nginx');
  const gateway = hops.map(({ component }) => GATEWAY_OF[component]).find((kind) => kind !== undefined);
  const isBehind = hops.some(({ component }) => isApplicationBalancer(component));
  return {
    nginxVersion: given.nginxVersion ?? nginxVersionOf(nginx?.version),
    nginx: given.nginx ?? 'files',
    tls: given.tls ?? (isBehind ? 'load-balancer' : 'proxy'),
    kong: given.kong ?? 'annotations',
    gateway: given.gateway ?? gateway ?? 'global',
  };
}
