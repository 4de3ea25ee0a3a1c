import { roundUp } from '../../units/duration.ts';
import { drainOf, drainReason } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { blank, block, comment, directive, type NginxNode, nginxSeconds } from '../print/nginx.ts';
import { configuredLimit } from '../routes.ts';

/** Descriptors of a worker beside its connections, where the profile has no number of its own. */
const SPARE_DESCRIPTORS = 1024;
/** Beyond this, more replicas are the way: NGINX Gateway Fabric takes no more either, and one crash would cut them all. */
const MOST_CONNECTIONS = 65_535;
/** Connections are proposed in whole steps; nobody can review 13,655. */
const STEP_CONNECTIONS = 1024;

/** `worker_connections`, and why it is what it is. */
type Connections = { readonly value: number; readonly why: string };

const today = (input: GeneratorInput, limit: 'workersPerReplica' | 'connectionsPerWorker'): number | undefined =>
  configuredLimit(input, 'nginx', limit)?.today;

const capacityOf = ({ verdict }: GeneratorInput) =>
  verdict.capacity.hops.find(({ component }) => component === 'nginx');

/** What a worker must be allowed for this design, never less than today; nothing where today is not known. */
function connectionsOf(input: GeneratorInput): Connections | undefined {
  const { say, verdict } = input;
  const value = today(input, 'connectionsPerWorker');
  if (value === undefined) return undefined;
  const { connectionsPerWorkerNeeded: needed = null, replicasNeeded = null } = capacityOf(input) ?? {};
  if (needed === null || replicasNeeded === null) {
    const holdsNothing = verdict.capacity.load === 'requests' || verdict.capacity.load === 'none';
    return { value, why: say(holdsNothing ? 'nginx-main.connectionsShort' : 'nginx-main.connectionsToday') };
  }
  if (needed <= value) return { value, why: say('nginx-main.connectionsEnough', { needed }) };
  if (needed <= MOST_CONNECTIONS) {
    const raised = Math.min(MOST_CONNECTIONS, roundUp(needed, STEP_CONNECTIONS));
    return { value: raised, why: say('nginx-main.connectionsRaised', { today: value, needed }) };
  }
  return { value, why: say('nginx-main.connectionsBeyond', { needed, replicas: replicasNeeded }) };
}

/** A descriptor for each connection, and some for the worker itself. */
function descriptorsOf(input: GeneratorInput, { value }: Connections): number {
  const spare = input.path.hops.find(({ component }) => component === 'nginx')?.limits.spareDescriptorsPerWorker?.value;
  return value + (spare ?? SPARE_DESCRIPTORS);
}

/** How long old workers may keep their streams after a reload: as long as at a deploy, and for the same reason. */
function shutdown(input: GeneratorInput): NginxNode[] {
  const drain = drainOf(input);
  if (!drain) return [];
  return [
    comment(input.say('nginx-main.shutdown')),
    comment(drainReason(input.say, drain)),
    directive('worker_shutdown_timeout', nginxSeconds(drain.drainSeconds)),
  ];
}

/** What stands outside of every block, and the block `events`. */
export function mainPart(input: GeneratorInput): NginxNode[] {
  const { say } = input;
  const workers = today(input, 'workersPerReplica');
  const connections = connectionsOf(input);
  const outside = [
    ...(workers === undefined ? [] : [comment(say('nginx-main.workers')), directive('worker_processes', `${workers}`)]),
    ...(connections
      ? [
          comment(say('nginx-main.descriptors')),
          directive('worker_rlimit_nofile', `${descriptorsOf(input, connections)}`),
        ]
      : []),
    ...shutdown(input),
  ];
  const events = connections
    ? [comment(connections.why), directive('worker_connections', `${connections.value}`)]
    : [comment(say('nginx-main.connectionsUnknown'))];
  return [...outside, blank, block(['events'], events)];
}
