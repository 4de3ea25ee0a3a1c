import { isBehindBalancer, KEEPALIVE_SECONDS } from '../balancers.ts';
import { type Endpoint, holdsConnections } from '../controllers/endpoints.ts';
import { explained, objectHead } from '../controllers/objects.ts';
import { reloadDrain } from '../controllers/reload.ts';
import type { GeneratorInput } from '../generator.ts';
import { workerConnections } from '../nginx/connections.ts';
import { nginxNamespace } from '../nginx/names.ts';
import { entry, type YamlNode } from '../print/yaml.ts';
import { configuredLimit } from '../routes.ts';

const ROOM = 'f5-config-map';

/** What the controller sets for everybody behind it. */
export function configMap(input: GeneratorInput, endpoints: readonly Endpoint[]): YamlNode[] | undefined {
  const { say } = input;
  const isHeld = endpoints.some(holdsConnections);
  const drain = reloadDrain(input);
  const connections = isHeld ? workerConnections(input) : undefined;
  const workers = isHeld ? configuredLimit(input, 'nginx', 'workersPerReplica') : undefined;
  const data: YamlNode[] = [
    ...(drain
      ? explained(
          [say(`${ROOM}.shutdown`), say(drain.coversAll ? `${ROOM}.coversAll` : `${ROOM}.cutsSome`)],
          entry('worker-shutdown-timeout', `${drain.drainSeconds}s`),
        )
      : []),
    ...(isBehindBalancer(input)
      ? explained([say(`${ROOM}.keepalive`)], entry('keepalive-timeout', `${KEEPALIVE_SECONDS}s`))
      : []),
    ...(workers ? [entry('worker-processes', String(workers.value))] : []),
    ...(connections
      ? explained([say(`${ROOM}.connections`), connections.why], entry('worker-connections', String(connections.value)))
      : []),
    ...(endpoints.some(({ serves }) => serves === 'grpc')
      ? explained([say(`${ROOM}.http2`)], entry('http2', 'true'))
      : []),
  ];
  if (data.length === 0) return undefined;
  return [...objectHead('v1', 'ConfigMap', 'nginx-config', nginxNamespace(input)), entry('data', data)];
}
