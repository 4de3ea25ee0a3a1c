import { limitsMet, type MetLimit, type Path, type PathHop } from '../engine/path.ts';
import type { Answers } from '../schema/answers.ts';
import type { HopLimit } from '../schema/assessment.ts';
import type { Protocol } from '../schema/protocol.ts';
import type { Assumption } from '../schema/timeline.ts';
import type { Buffering, SimulatedHop, SimulatedLimit } from './input.ts';

/** The first Nginx that speaks HTTP/1.1 to the service by default: nginx.org/en/CHANGES, 1.29.7. */
const SPEAKS_HTTP_1_1 = [1, 29, 7] as const;

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, number] of least.entries()) {
    const part = parts[index] ?? 0;
    if (part !== number) return part > number;
  }
  return true;
}

/** How a hop collects this response, as far as it does; what is not known of it is assumed, on the careful side. */
function bufferingOf(hop: PathHop, protocol: Protocol, assumed: Set<Assumption>): Buffering | undefined {
  const { component, version, settings } = hop;
  const readsToEnd = settings.responseInspection?.value === 'on';
  // WebSockets and gRPC are never buffered.
  const isResponse = !protocol.needsUpgrade && protocol.backendProtocol === 'HTTP';
  if (!isResponse || (settings.responseBuffering?.value !== 'on' && !readsToEnd)) return undefined;
  const isPlainNginx = component === 'nginx';
  if (isPlainNginx && version === undefined) assumed.add('old-proxy');
  const old = isPlainNginx && (version === undefined || !isAtLeast(version, SPEAKS_HTTP_1_1));
  assumed.add('no-compression');
  if (old) assumed.add('message-size');
  else if (protocol.streamsResponse) assumed.add('chunked-response');
  return { upstreamHttp: old ? '1.0' : '1.1', gzip: false, readsToEnd };
}

/** One limit as it ends connections; a pause of a client that the service goes on reading is no matter of sending. */
function limitOf({ key, kind }: MetLimit, seconds: number, { needsUpgrade }: Protocol): SimulatedLimit[] {
  if (kind === 'total') return [{ key, kind, seconds }];
  if (kind !== 'idle' || key === 'proxySendTimeoutSeconds') return [];
  const scope = needsUpgrade ? 'either' : key === 'clientBodyTimeoutSeconds' ? 'request' : 'response';
  return [{ key, kind, seconds, scope }];
}

/** Limits as they are, or as the verdict proposes them; with the advice followed, no hop collects a stream. */
export function simulatedHops(
  path: Path,
  protocol: Protocol,
  conversation: Answers['conversation'],
  proposals: readonly HopLimit[] | undefined,
  assumed: Set<Assumption>,
): SimulatedHop[] {
  const met = limitsMet(path, protocol, conversation);
  return path.hops.map((hop) => {
    const limits = met
      .filter((limit) => limit.hop === hop)
      .flatMap((limit) => {
        const row = proposals?.find((proposal) => proposal.hop === hop.id && proposal.limit === limit.key);
        return limitOf(limit, row?.proposed ?? limit.limit.value, protocol);
      });
    const unbuffered = proposals !== undefined && protocol.streamsResponse;
    const buffering = unbuffered ? undefined : bufferingOf(hop, protocol, assumed);
    return {
      id: hop.id,
      limits,
      ...(buffering && { buffering }),
      ...(hop.component === 'passthrough-nlb' && { isPassthrough: true }),
    };
  });
}
