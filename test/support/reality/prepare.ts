import { findPath } from '../../../src/engine/path.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import type { GeneratedFile } from '../../../src/schema/assessment.ts';
import type { Facts } from '../../../src/schema/facts.ts';
import type { Limits } from '../../../src/schema/platform.ts';
import type { ProtocolId } from '../../../src/schema/protocol.ts';
import type { SimulationInput } from '../../../src/simulation/input.ts';
import { simulatedHops } from '../../../src/simulation/simulated-hops.ts';
import { ECHO_PATH } from '../echo.ts';
import { facts as allFacts } from '../facts.ts';
import { type Case, filesOf, otherPaths, verdictOf, withNginxLimits } from '../generator-input.ts';
import type { Prepared, RealityCase } from './case.ts';

/** Answers with which a protocol is used for what it is made for. */
const usual: { readonly [K in ProtocolId]?: Answers } = {
  sse: { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended', clients: ['browser'] },
  'http-stream': { useCase: 'ai-reply', conversation: 'server-streams', longestRunSeconds: 20, request: 'body' },
  websocket: { conversation: 'interleaved', ifCut: 'resume', longestRunSeconds: 'open-ended', clients: ['browser'] },
  grpc: { conversation: 'server-streams', clients: ['own-backend'], longestRunSeconds: 20 },
  'long-poll': { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' },
  'mcp-http': { useCase: 'mcp' },
  'async-job': { useCase: 'ai-agent', conversation: 'server-streams', longestRunSeconds: 1800, ifCut: 'must-finish' },
};

const answersOf = ({ protocol, answers }: RealityCase): Answers => ({ ...usual[protocol], ...answers });

/** Known is the protocol of the case, and the stream that watches its work. */
function knownFacts({ protocol, limits, balancer }: RealityCase): Facts {
  const wanted: readonly ProtocolId[] = protocol === 'async-job' ? [protocol, 'sse'] : [protocol];
  const platform = structuredClone(balancer ? allFacts.platform : otherPaths.platform);
  const { readSeconds, bodySeconds, totalSeconds, webSocketLifeSeconds } = limits;
  for (const id of ['classic-alb', 'global-alb']) {
    const known: Limits = platform.hops[id]?.limits ?? {};
    const set = (key: 'backendTimeoutSeconds' | 'webSocketLifetimeSeconds', value: number | undefined) =>
      known[key] && value !== undefined && Object.assign(known[key], { value, maximum: value });
    set('backendTimeoutSeconds', totalSeconds);
    set('webSocketLifetimeSeconds', webSocketLifeSeconds);
  }
  const known = { ...allFacts, platform, protocols: allFacts.protocols.filter(({ id }) => wanted.includes(id)) };
  return withNginxLimits(known, {
    ...(readSeconds !== undefined && { proxyReadTimeoutSeconds: [readSeconds, readSeconds] }),
    ...(bodySeconds !== undefined && { clientBodyTimeoutSeconds: [bodySeconds, bodySeconds] }),
  });
}

function wireOf({ clientKind }: RealityCase): SimulationInput['wire'] {
  if (clientKind === 'websocket' || clientKind === 'browser-websocket') return 'websocket';
  return clientKind === 'grpc' || clientKind === 'poll' ? clientKind : 'response';
}

/** Where the service is reached. */
export function pathOf({ protocol }: RealityCase): { service: string; watched: string } {
  const service = protocol === 'grpc' ? ECHO_PATH : '/live';
  return { service, watched: protocol === 'async-job' ? `${service}/events/7` : service };
}

/** Who ends TLS: Nginx where clients speak HTTP/2 to it, and otherwise nobody in a test. */
const tlsOf = ({ clientHttp, clientKind }: RealityCase): NonNullable<Case['target']>['tls'] =>
  clientHttp === 'http2' && clientKind !== 'grpc' ? 'proxy' : 'load-balancer';

/** Port in the files until the real one is known. */
export const FILES_PORT = 59_999;

/** The generated files, with what the case changes in them. */
function changedFiles(given: RealityCase, known: Case): GeneratedFile[] {
  if (given.withoutNginx) return [];
  const { change = (text: string) => text } = given;
  const made = filesOf({
    ...known,
    service: { path: pathOf(given).service, port: FILES_PORT },
    target: { nginxVersion: given.newest ? '1.30' : '1.22', ...(!given.balancer && { tls: tlsOf(given) }) },
  });
  if (!made.some(({ name }) => name === 'nginx-location.conf')) throw new Error(`${given.name}: no files for Nginx`);
  const files = made.map((file) => ({ ...file, text: change(file.text) }));
  if (given.change && files.every(({ text }, index) => text === made[index]?.text))
    throw new Error(`${given.name}: changes nothing in the files`);
  return files;
}

/** What the product makes of the numbers of a case: facts, hops and the input of the simulation. */
export function prepare(given: RealityCase): Prepared {
  const facts = knownFacts(given);
  const pathId = given.balancer ? (given.withoutNginx ? 'gateway-global' : 'external-nginx') : 'nginx-alone';
  const answers = answersOf(given);
  const known: Case = { answers, path: pathId, facts };
  const verdict = verdictOf(known);
  const path = findPath(facts.platform, pathId);
  const protocol = facts.protocols.find(({ id }) => id === (given.protocol === 'async-job' ? 'sse' : given.protocol));
  if (!protocol) throw new Error(`${given.protocol}: not known`);
  const hops = simulatedHops(path, protocol, answers.conversation, verdict.hops, new Set()).map((hop) =>
    hop.id === 'nginx' && given.buffering ? { ...hop, buffering: given.buffering } : hop,
  );
  const most = path.hops.find(({ id }) => id === 'browser')?.limits.connectionsPerHost?.value ?? 0;
  const input: SimulationInput = {
    ...given,
    wire: wireOf(given),
    clientHttp: given.clientHttp ?? 'http1',
    hops,
    seed: 1,
    connectionsPerHost: { hop: 'browser', limit: 'connectionsPerHost', most },
  };
  return { given, files: changedFiles(given, known), hops, input };
}
