import { streamsAtPeak } from '../../engine/connection.ts';
import type { Answers } from '../../schema/answers.ts';
import type { GeneratorInput } from '../generator.ts';
import { type Expression, expression } from '../print/nginx.ts';

/** The namespace of the Nginx of the path; what stands before it looks for its pods there. */
export const nginxNamespace = ({ path }: Pick<GeneratorInput, 'path'>): string =>
  path.hops.find(({ component }) => component === 'nginx')?.id ?? 'nginx';

/** The upstream block: one for each port of a Service. */
export const upstreamName = ({ service }: GeneratorInput): string =>
  `${service.name}.${service.namespace}.${service.port}`;

/** Room for about 80,000 client addresses; a full zone would refuse everybody. */
export const ZONE_SIZE = '10m';
/** The zone that counts connections of each client address. */
export const zoneName = (input: GeneratorInput): string => `streams.${upstreamName(input)}`;

/** The name under which the server finds its location; relative to the folder of `nginx.conf`. */
export const locationFile = (input: GeneratorInput): string => `locations/${upstreamName(input)}.conf`;

/** `websocket` or nothing: the only upgrade that is handed on. The prefix keeps clear of names the platform may use. */
export const upgradeVariable: Expression = expression('$streamfit_upgrade');
/** `upgrade` or nothing, to go with it. */
export const connectionVariable: Expression = expression('$streamfit_connection');

/** Clients that may share one public address, such as an office: a limit below that locks out the innocent. */
const CLIENTS_PER_ADDRESS = 20;
/** Or this part of all clients at peak, where that is more. */
const PEAK_PER_ADDRESS = 0.1;
/** The highest number `limit_conn` takes. */
const MOST_CONNECTIONS = 65_535;

const SERVERS: readonly string[] = ['own-backend', 'partner-server'];
const SHARED_EXITS: readonly string[] = ['buffering-proxy', 'upgrade-blocked', 'cdn', 'vpc'];

/** Whether an address may stand for very many clients: a server that speaks for others, a company's one way out. */
function sharesAddress({ clients, networks }: Answers): boolean {
  const servers = clients?.some((client) => SERVERS.includes(client)) ?? true;
  return servers || (networks?.some((network) => SHARED_EXITS.includes(network)) ?? true);
}

/** Connections one address may hold; nothing where an address says nothing of a client and the peak is no bound either. */
export function connectionsPerAddress({ answers, facts, verdict }: GeneratorInput): number | undefined {
  const { peakClients = 0 } = answers;
  // As many as a page can sensibly open, where that was asked and not answered; one where it is not asked.
  const isOpen = verdict.capacity.missing.includes('connectionsPerClient');
  const connectionsPerClient = answers.connectionsPerClient ?? (isOpen ? facts.thresholds.streamsPerPage.value : 1);
  if (!sharesAddress(answers)) {
    const clients = Math.max(CLIENTS_PER_ADDRESS, Math.ceil(peakClients * PEAK_PER_ADDRESS));
    return Math.min(MOST_CONNECTIONS, clients * connectionsPerClient);
  }
  const all = streamsAtPeak({ ...answers, connectionsPerClient });
  return all !== undefined && all <= MOST_CONNECTIONS ? all : undefined;
}
