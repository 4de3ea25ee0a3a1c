import { roundUp } from '../../units/duration.ts';
import { isBehindBalancer } from '../balancers.ts';
import type { GeneratorInput } from '../generator.ts';
import { blank, block, comment, directive, expression, type NginxNode } from '../print/nginx.ts';
import { routesOf } from '../routes.ts';
import {
  connectionsPerAddress,
  connectionVariable,
  upgradeVariable,
  upstreamName,
  ZONE_SIZE,
  zoneName,
} from './names.ts';

/** Idle connections to the service each worker keeps for the next request: the product's own number since 1.29.7. */
const IDLE_CONNECTIONS = '32';
/** The cluster's own domain, unless it was installed with another. */
const CLUSTER_DOMAIN = 'svc.cluster.local';

/** The longest host name that Nginx's table of server names takes at its usual bucket size of 64 bytes: measured. */
const USUAL_HOST_LENGTH = 46;
/** Bytes of an entry beside the name: a pointer to it, one that ends the bucket, and its length. */
const POINTERS_BYTES = 16;
const LENGTH_BYTES = 2;
const ALIGNED_BYTES = 8;

/** Room for the name of the host, where it is too long for the usual one. */
function longHost({ service: { host }, say }: GeneratorInput): NginxNode[] {
  if (host.length <= USUAL_HOST_LENGTH) return [];
  const entry = POINTERS_BYTES + roundUp(host.length + LENGTH_BYTES, ALIGNED_BYTES);
  return [
    blank,
    comment(say('nginx-http.longHost')),
    directive('server_names_hash_bucket_size', String(2 ** Math.ceil(Math.log2(entry)))),
  ];
}

const websocketMaps = ({ say }: GeneratorInput): NginxNode[] => [
  blank,
  comment(say('nginx-http.upgrade')),
  block(
    ['map', expression('$http_upgrade'), upgradeVariable],
    [directive('default', ''), directive('websocket', 'websocket')],
  ),
  block(['map', upgradeVariable, connectionVariable], [directive('default', ''), directive('websocket', 'upgrade')]),
];

function limitZone(input: GeneratorInput): NginxNode[] {
  const behind = isBehindBalancer(input);
  const key = expression(behind ? '$http_x_forwarded_for' : '$binary_remote_addr');
  return [
    blank,
    comment(input.say(behind ? 'nginx-http.zoneBehindBalancer' : 'nginx-http.zone')),
    directive('limit_conn_zone', key, `zone=${zoneName(input)}:${ZONE_SIZE}`),
  ];
}

/** Whether the design keeps connections open, so that they are counted. */
const holdsConnections = (input: GeneratorInput): boolean =>
  routesOf(input).some(({ protocol }) => protocol.nginx !== undefined && protocol.nginx !== 'plain');

/** What must stand at the level of `http`: the upstream, the upgrade allow-list, the zone that counts connections. */
export function httpPart(input: GeneratorInput): NginxNode[] {
  const { name, namespace, port } = input.service;
  return [
    comment(input.say('nginx-http.upstream')),
    block(
      ['upstream', upstreamName(input)],
      [directive('server', `${name}.${namespace}.${CLUSTER_DOMAIN}:${port}`), directive('keepalive', IDLE_CONNECTIONS)],
    ),
    ...(routesOf(input).some(({ protocol }) => protocol.nginx === 'websocket') ? websocketMaps(input) : []),
    ...(holdsConnections(input) && connectionsPerAddress(input) !== undefined ? limitZone(input) : []),
    ...longHost(input),
  ];
}
