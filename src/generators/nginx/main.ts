import { drainOf, drainReason } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { blank, block, comment, directive, type NginxNode, nginxSeconds } from '../print/nginx.ts';
import { configuredLimit } from '../routes.ts';
import { type WorkerConnections, workerConnections } from './connections.ts';

/** A descriptor for each connection, and some for the worker itself; nothing where their number is not on record. */
function descriptors(input: GeneratorInput, { value }: WorkerConnections): NginxNode[] {
  const spare = configuredLimit(input, 'nginx', 'spareDescriptorsPerWorker')?.today;
  if (spare === undefined) return [comment(input.say('nginx-main.descriptorsUnknown'))];
  return [comment(input.say('nginx-main.descriptors')), directive('worker_rlimit_nofile', `${value + spare}`)];
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
  const workers = configuredLimit(input, 'nginx', 'workersPerReplica')?.today;
  const connections = workerConnections(input);
  const outside = [
    ...(workers === undefined ? [] : [comment(say('nginx-main.workers')), directive('worker_processes', `${workers}`)]),
    ...(connections ? descriptors(input, connections) : []),
    ...shutdown(input),
  ];
  const events = connections
    ? [comment(connections.why), directive('worker_connections', `${connections.value}`)]
    : [comment(say('nginx-main.connectionsUnknown'))];
  return [...outside, blank, block(['events'], events)];
}
