import type { Answers, QuestionId } from '../../schema/answers.ts';
import type { ConnectionPlan } from '../../schema/assessment.ts';
import type { CapacityFormula, CapacityLoad } from '../../schema/capacity.ts';
import type { Thresholds } from '../../schema/platform.ts';
import type { Protocol } from '../../schema/protocol.ts';
import { staysOpen, streamsAtPeak } from '../connection.ts';
import type { Path } from '../path.ts';
import { formula, policyOf } from './formula.ts';

/** What lasts on the wire, and everything its capacity is worked out from. */
export type CapacityCase = {
  readonly answers: Answers;
  readonly protocol: Protocol;
  readonly plan: ConnectionPlan;
  readonly path: Path;
  readonly thresholds: Thresholds;
  /** Questions that do not apply; nothing waits for them. */
  readonly notAsked: readonly QuestionId[];
};

/** Those of some answers that are missing though their question applies. */
export function missingOf({ answers, notAsked }: CapacityCase, ...ids: QuestionId[]): QuestionId[] {
  return ids.filter((id) => answers[id] === undefined && !notAsked.includes(id));
}

/** What stays open at peak. A poll that waits holds a connection just as a stream does. */
export function loadOf({ protocol, plan }: CapacityCase): Exclude<CapacityLoad, 'none'> {
  if (protocol.connection === 'held' || protocol.usesBrowserConnection) return 'held';
  return staysOpen(plan) ? 'in-flight' : 'requests';
}

/** Streams at peak, and the connections clients open for them. */
export type Peak = {
  readonly streams: number | null;
  /** Fewer than streams where clients share them over HTTP/2; null while the HTTP version could change it. */
  readonly clientConnections: number | null;
  readonly missing: readonly QuestionId[];
  readonly formulas: readonly CapacityFormula[];
  /** How streams share connections; empty where they do not. */
  readonly sharing: readonly CapacityFormula[];
};

const NOTHING: Peak = { streams: null, clientConnections: null, missing: [], formulas: [], sharing: [] };

/** How many streams there are at peak; nothing of it is guessed. */
export function peakOf(given: CapacityCase): Peak {
  const { answers, protocol, thresholds } = given;
  if (loadOf(given) === 'requests') return NOTHING;
  const missing = missingOf(given, 'peakClients', 'connectionsPerClient');
  const streams = streamsAtPeak(answers);
  if (streams === undefined || missing.length > 0) return { ...NOTHING, missing };
  const { peakClients: clients = 0, connectionsPerClient: connectionsEach = 1, edgeHttp } = answers;
  const peak = {
    ...NOTHING,
    streams,
    clientConnections: streams,
    formulas: [formula('peakStreams', { clients, connectionsEach }, streams)],
  };
  // Each WebSocket has a connection of its own: Nginx upgrades over HTTP/1.1 only.
  if (connectionsEach === 1 || protocol.needsUpgrade || edgeHttp === 'http1') return peak;
  if (edgeHttp === undefined) return { ...peak, clientConnections: null, missing: missingOf(given, 'edgeHttp') };
  const { value: streamsEach } = thresholds.streamsPerConnection;
  const shared = clients * Math.ceil(connectionsEach / streamsEach);
  const sources = [policyOf(thresholds, 'streamsPerConnection')];
  return {
    ...peak,
    clientConnections: shared,
    sharing: [formula('sharedConnections', { clients, connectionsEach, streamsEach }, shared, sources)],
  };
}
