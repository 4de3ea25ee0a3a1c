import { roundUp } from '../../units/duration.ts';
import type { GeneratorInput } from '../generator.ts';
import { configuredLimit } from '../routes.ts';

/** Beyond this, more replicas are the way: NGINX Gateway Fabric takes no more either, and one crash would cut them all. */
const MOST_CONNECTIONS = 65_535;
/** Connections are proposed in whole steps; nobody can review 13,655. */
const STEP_CONNECTIONS = 1024;

/** What a worker of Nginx is allowed, and why it is what it is, in words. */
export type WorkerConnections = { readonly value: number; readonly why: string };

/** What a worker must be allowed for this design, never less than today; nothing where today is not known. */
export function workerConnections(input: GeneratorInput): WorkerConnections | undefined {
  const { say, verdict } = input;
  const value = configuredLimit(input, 'nginx', 'connectionsPerWorker')?.today;
  if (value === undefined) return undefined;
  const hop = verdict.capacity.hops.find(({ component }) => component === 'nginx');
  const { connectionsPerWorkerNeeded: needed = null, replicasNeeded = null } = hop ?? {};
  if (needed === null || replicasNeeded === null) {
    const isShort = verdict.capacity.load === 'requests';
    return { value, why: say(isShort ? 'nginx-main.connectionsShort' : 'nginx-main.connectionsToday') };
  }
  if (needed <= value) return { value, why: say('nginx-main.connectionsEnough', { needed }) };
  if (needed <= MOST_CONNECTIONS) {
    const raised = Math.min(MOST_CONNECTIONS, roundUp(needed, STEP_CONNECTIONS));
    return { value: raised, why: say('nginx-main.connectionsRaised', { today: value, needed }) };
  }
  return { value, why: say('nginx-main.connectionsBeyond', { needed, replicas: replicasNeeded }) };
}
