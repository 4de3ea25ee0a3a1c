import type { Verdict } from '../engine/assess.ts';
import { watchAnswers, watchOf } from '../engine/companions.ts';
import { planConnection, staysOpen } from '../engine/connection.ts';
import { type Path, pathLimits } from '../engine/path.ts';
import { OPEN_ENDED } from '../schema/answers.ts';
import type { Facts } from '../schema/facts.ts';
import type { Absence, Assumption, Timeline, Timelines } from '../schema/timeline.ts';
import { type Design, designOf, type Lasting } from './design.ts';
import { disturbancesOf, type TimelineOptions } from './disturbances.ts';
import type { ComingBack, SimulatedClient, SimulationInput } from './input.ts';
import { simulate } from './simulate.ts';
import { simulatedHops } from './simulated-hops.ts';
import { type Traffic, trafficOf } from './traffic.ts';

/** Delay of Chromium where the stream names none: `kDefaultReconnectDelay` in its event_source.cc. */
const EVENT_SOURCE_RETRY_SECONDS = 3;
/** Waits of an application, as in the sample programs: exponential, with full jitter. */
const BACK_OFF = { firstSeconds: 1, factor: 2, mostSeconds: 30, jitterRatio: 1 };
/** Connections shown of a session; the next ones look the same. */
const SHOWN_CONNECTIONS = 6;
const SEED = 1;

/** What lasts on the wire, or why nothing does. */
function lastingOf({ recommendation, answers }: Verdict, path: Path, facts: Facts): Lasting | Absence {
  const recommended = facts.protocols.find(({ id }) => id === recommendation.protocol);
  if (!recommended) return 'no-protocol';
  if (!recommended.crossesPlatform) return 'outside-platform';
  const watch = watchOf(recommended, answers, facts);
  let lasting: Lasting = { protocol: recommended, answers, plan: recommendation.plan, isWatch: false };
  if (watch) {
    const given = watchAnswers(answers);
    const plan = planConnection(given, watch, pathLimits(path, watch, given.conversation), facts.thresholds);
    lasting = { protocol: watch, answers: given, plan, isWatch: true };
  }
  return staysOpen(lasting.plan) || lasting.protocol.nginx === 'poll' ? lasting : 'short-requests';
}

function comingBackOf({ protocol, plan, answers: { ifCut } }: Lasting, assumed: Set<Assumption>): ComingBack {
  if (protocol.reconnects === 'browser') {
    assumed.add('event-source-retry');
    return { kind: 'event-source', retrySeconds: EVENT_SOURCE_RETRY_SECONDS, whenOver: 'closes' };
  }
  const asksAgain = protocol.nginx === 'poll' || plan.kind === 'recycled';
  if (!asksAgain && ifCut === undefined) assumed.add('does-not-come-back');
  const comesBack = asksAgain || (ifCut !== undefined && ifCut !== 'costly' && ifCut !== 'never');
  if (comesBack) assumed.add('application-back-off');
  return { kind: 'application', comesBack, backOff: BACK_OFF };
}

function clientOf(lasting: Lasting, { client }: Traffic, assumed: Set<Assumption>): SimulatedClient {
  const { protocol, answers } = lasting;
  const { connectionsPerClient, edgeHttp } = answers;
  const counts = protocol.usesBrowserConnection && edgeHttp === 'http1';
  if (counts && connectionsPerClient === undefined) assumed.add('one-connection');
  return {
    comingBack: comingBackOf(lasting, assumed),
    ...(client && { sends: client }),
    ...(counts && { connections: connectionsPerClient ?? 1 }),
  };
}

function wireOf({ protocol }: Lasting): SimulationInput['wire'] {
  if (protocol.needsUpgrade) return 'websocket';
  if (protocol.nginx === 'grpc') return 'grpc';
  return protocol.nginx === 'poll' ? 'poll' : 'response';
}

function clientHttpOf({ protocol, answers }: Lasting, assumed: Set<Assumption>): SimulationInput['clientHttp'] {
  if (protocol.backendProtocol === 'HTTP2') return 'http2';
  if (answers.edgeHttp === undefined && !protocol.needsUpgrade) assumed.add('http2-to-client');
  return answers.edgeHttp ?? 'http2';
}

function connectionsPerHost(path: Path): SimulationInput['connectionsPerHost'] {
  const hop = path.hops.find(({ limits }) => limits.connectionsPerHost);
  const most = hop?.limits.connectionsPerHost?.value;
  return hop && most !== undefined ? { hop: hop.id, limit: 'connectionsPerHost', most } : undefined;
}

/** Everything that is the same today and with the advice followed. */
function inputOf(lasting: Lasting, traffic: Traffic, path: Path, design: Design, assumed: Set<Assumption>) {
  const { protocol } = lasting;
  const cap = connectionsPerHost(path);
  const { heartbeatSeconds, headersSeconds, holdSeconds } = design;
  return {
    wire: wireOf(lasting),
    clientHttp: clientHttpOf(lasting, assumed),
    client: clientOf(lasting, traffic, assumed),
    service: {
      origin: traffic.origin,
      missed: traffic.missed,
      // A reply that is not streamed has a length; what grows has none.
      framing: protocol.streamsResponse ? ('chunked' as const) : ('length' as const),
      ...(traffic.service && { sends: traffic.service }),
      ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
      ...(headersSeconds !== undefined && { headersSeconds }),
      ...(holdSeconds !== undefined && { holdSeconds }),
    },
    runSeconds: traffic.runSeconds,
    ...(design.recycle && { recycle: design.recycle }),
    ...(cap && { connectionsPerHost: cap }),
    mostConnections: SHOWN_CONNECTIONS,
  };
}

/** How long one connection may live where the advice is followed. */
function lifeOf({ recycle }: Design, { runSeconds }: Traffic): number | 'unlimited' {
  if (recycle) return recycle.everySeconds * (1 + recycle.jitterRatio);
  return runSeconds === OPEN_ENDED ? 'unlimited' : runSeconds;
}

/** Work that is watched was started by a request of its own. */
function withStart(timeline: Timeline, { isWatch }: Lasting): Timeline {
  if (!isWatch) return timeline;
  return { ...timeline, events: [{ kind: 'started', atSeconds: 0, connection: 1, data: {} }, ...timeline.events] };
}

/**
 * What happens to one connection of the recommended design: with the limits of today and nothing planned, and with the
 * verdict's limits, heartbeats and recycle period. What nobody has answered is named, as an assumption or as missing.
 */
export function timelinesOf(verdict: Verdict, path: Path, facts: Facts, options: TimelineOptions = {}): Timelines {
  const none = { today: null, proposed: null, missing: [], assumptions: [] };
  const lasting = lastingOf(verdict, path, facts);
  if (typeof lasting === 'string') return { ...none, absence: lasting };
  const traffic = trafficOf(lasting);
  if (!('service' in traffic)) return { ...none, absence: 'unanswered', missing: traffic };
  const assumed = new Set<Assumption>(traffic.assumed);
  const run = (isProposed: boolean): Timeline => {
    const proposals = isProposed ? verdict.hops : undefined;
    const design = designOf(lasting, traffic, verdict, path, facts.thresholds, isProposed, assumed);
    const hops = simulatedHops(path, lasting.protocol, lasting.answers.conversation, proposals, assumed);
    const input = inputOf(lasting, traffic, path, design, assumed);
    const disturbances = disturbancesOf(path, options, isProposed ? lifeOf(design, traffic) : undefined, assumed);
    return withStart(simulate({ ...input, hops, disturbances, seed: options.seed ?? SEED }), lasting);
  };
  const [today, proposed] = [run(false), run(true)];
  return { today, proposed, missing: [], assumptions: [...assumed] };
}
