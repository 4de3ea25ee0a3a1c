import { findPath } from '../../../src/engine/path.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import type { Facts } from '../../../src/schema/facts.ts';
import type { Limits } from '../../../src/schema/platform.ts';
import type { ProtocolId } from '../../../src/schema/protocol.ts';
import type { SimulationInput } from '../../../src/simulation/input.ts';
import { simulatedHops } from '../../../src/simulation/simulated-hops.ts';
import { ECHO_PATH } from '../echo.ts';
import { facts } from '../facts.ts';
import { type Case, otherPaths, verdictOf, withNginxLimits } from '../generator-input.ts';
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

export const answersOf = ({ protocol, answers }: RealityCase): Answers => ({ ...usual[protocol], ...answers });

/** Known is the protocol of the case, and the stream that watches its work. */
function knownFacts({ protocol, limits, balancer }: RealityCase): Facts {
  const wanted: readonly ProtocolId[] = protocol === 'async-job' ? [protocol, 'sse'] : [protocol];
  const platform = structuredClone(balancer ? facts.platform : otherPaths.platform);
  const { readSeconds, bodySeconds, totalSeconds, webSocketLifeSeconds } = limits;
  for (const id of ['classic-alb', 'global-alb']) {
    const known: Limits = platform.hops[id]?.limits ?? {};
    const set = (key: 'backendTimeoutSeconds' | 'webSocketLifetimeSeconds', value: number | undefined) =>
      known[key] && value !== undefined && Object.assign(known[key], { value, maximum: value });
    set('backendTimeoutSeconds', totalSeconds);
    set('webSocketLifetimeSeconds', webSocketLifeSeconds);
  }
  const known = { ...facts, platform, protocols: facts.protocols.filter(({ id }) => wanted.includes(id)) };
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

/** The files' case: the same answers, limits and path as the prediction's. */
export const fileCase = ({ given, facts: known, pathId }: Prepared, port: number): Case => ({
  answers: answersOf(given),
  path: pathId,
  facts: known,
  service: { path: pathOf(given).service, port },
  ...(given.target && { target: given.target }),
});

/** What the product makes of the numbers of a case: facts, hops and the input of the simulation. */
export function prepare(given: RealityCase): Prepared {
  const known = knownFacts(given);
  const pathId = given.balancer ? (given.withoutNginx ? 'gateway-global' : 'external-nginx') : 'nginx-alone';
  const answers = answersOf(given);
  const verdict = verdictOf({ answers, path: pathId, facts: known });
  const path = findPath(known.platform, pathId);
  const protocol = known.protocols.find(({ id }) => id === (given.protocol === 'async-job' ? 'sse' : given.protocol));
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
  return { given, facts: known, pathId, hops, input };
}
