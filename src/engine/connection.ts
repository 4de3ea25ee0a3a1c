import { type Answers, OPEN_ENDED, type QuestionId } from '../schema/answers.ts';
import type { ConnectionPlan } from '../schema/assessment.ts';
import type { Thresholds } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';
import type { PathLimits } from './path.ts';
import { all, any, isOneOf, not, type Ternary } from './ternary.ts';

/** Work that exists only inside its request: a cut ends it, and running it again starts from the beginning. */
export function isBoundToRequest({ useCase, conversation, request }: Answers): Ternary {
  return any(
    isOneOf(useCase, ['api-call', 'ai-reply', 'ai-agent', 'mcp', 'file-transfer']),
    isOneOf(conversation, ['single-reply']),
    all(isOneOf(conversation, ['server-streams']), isOneOf(request, ['body'])),
  );
}

/**
 * Whether a client that was cut can come back and carry on. Running it again counts only where the work is there to be
 * watched again; a run that is bound to its request would be cut at the same place each time.
 */
export function canReconnect(answers: Answers): Ternary {
  const { ifCut, longestRunSeconds } = answers;
  if (ifCut !== 'retry') return isOneOf(ifCut, ['resume', 'snapshot', 'must-finish']);
  return any(isOneOf(longestRunSeconds, [OPEN_ENDED]), not(isBoundToRequest(answers)));
}

/** Use cases in which a server answers or tells and nobody talks back, unless the team says otherwise. */
const TELLING: readonly Answers['useCase'][] = [
  'api-call',
  'ai-reply',
  'ai-agent',
  'job-progress',
  'log-stream',
  'notifications',
  'dashboard',
];
/** Calls of a partner or a tool are no session, and a file or a film is fetched; nobody is asked who talks. */
const FETCHING: readonly Answers['useCase'][] = ['partner-events', 'mcp', 'file-transfer', 'media'];

/**
 * Whether a reconnect is felt: both sides talk on this connection, or a client sends messages that must be acknowledged.
 * One-way event streams are recycled without anybody noticing, also where the client answers by requests beside them.
 */
export function feelsReconnect({ useCase, conversation, missedMessages }: Answers, protocol: Protocol): Ternary {
  if (conversation === undefined) return useCase && [...TELLING, ...FETCHING].includes(useCase) ? false : undefined;
  return all(
    not(isOneOf(conversation, protocol.carriesWithPost)),
    any(
      isOneOf(conversation, ['interleaved']),
      all(isOneOf(conversation, ['client-streams']), not(isOneOf(missedMessages, ['harmless']))),
    ),
  );
}

/**
 * Streams open at once at peak; `undefined` while nobody said how many clients there are. It is the least there can be
 * while nobody said how many connections each holds, and exact where that is not asked: such clients hold one.
 */
export function streamsAtPeak(answers: Answers & { readonly peakClients: number }): number;
export function streamsAtPeak(answers: Answers): number | undefined;
export function streamsAtPeak({ peakClients, connectionsPerClient = 1 }: Answers): number | undefined {
  return peakClients === undefined ? undefined : peakClients * connectionsPerClient;
}

/** Whether the whole session takes longer than this many seconds. */
export function lastsLongerThan(seconds: number, { longestRunSeconds }: Answers): Ternary {
  return longestRunSeconds === undefined ? undefined : longestRunSeconds === OPEN_ENDED || longestRunSeconds > seconds;
}

/** Limits that decide whether readers can ask again instead of listening. */
export type PollingLimits = {
  readonly pollingStalenessSeconds: number;
  readonly cachedStalenessSeconds: number;
  readonly reconnectsPerSecond: number;
  readonly standardLifetimeSeconds: number;
  readonly recycleShareRatio: number;
};

/**
 * Whether readers are content to ask again: the data may be old enough, or so many read the same, in no hurry, that
 * recycled streams would reconnect too often while a cached answer costs nothing.
 */
export function acceptsPolling(answers: Answers, limits: PollingLimits): Ternary {
  const { stalenessSeconds, sameDataForAll, ifCut } = answers;
  const atLeast = (seconds: number) => (stalenessSeconds === undefined ? undefined : stalenessSeconds >= seconds);
  const crowdClients = limits.reconnectsPerSecond * limits.standardLifetimeSeconds * limits.recycleShareRatio;
  const streams = streamsAtPeak(answers);
  const crowd = streams === undefined ? undefined : streams > crowdClients;
  const sameForAll = isOneOf(sameDataForAll, ['yes']);
  const comesBack = isOneOf(ifCut, ['retry', 'resume', 'snapshot']);
  return any(
    atLeast(limits.pollingStalenessSeconds),
    all(sameForAll, atLeast(limits.cachedStalenessSeconds), crowd, comesBack),
  );
}

/** Recycle periods of the two lower tiers: a share of the longest life each grants. */
function recyclePeriods(thresholds: Thresholds): { standardSeconds: number; extendedSeconds: number } {
  const share = thresholds.recycleShareRatio.value;
  return {
    standardSeconds: Math.floor(thresholds.standardLifetimeSeconds.value * share),
    extendedSeconds: Math.floor(thresholds.extendedLifetimeSeconds.value * share),
  };
}

/** Reconnects per second when this many streams come back once every so many seconds. */
export function reconnectsPerSecond(streams: number, periodSeconds: number): number {
  return streams / periodSeconds;
}

/** Whether a connection stays open for the work, so that limits of time bind it. */
export const staysOpen = ({ kind }: ConnectionPlan): boolean => kind === 'single' || kind === 'recycled';

/** Answers that decide how a connection is meant to live. */
export const planReads: readonly QuestionId[] = [
  'useCase',
  'conversation',
  'request',
  'longestRunSeconds',
  'ifCut',
  'missedMessages',
  'peakClients',
  'connectionsPerClient',
];

/** How one connection of this protocol is meant to live, with these answers. What is not known is not guessed. */
export function planConnection(
  answers: Answers,
  protocol: Protocol,
  { totalCapMaximumSeconds }: PathLimits,
  thresholds: Thresholds,
): ConnectionPlan {
  const single = answers.conversation === undefined ? undefined : answers.conversation === 'single-reply';
  if (!protocol.crossesPlatform) return { kind: 'bypass', lifetimeSeconds: undefined };
  if (protocol.connection === 'short' || (protocol.connection === 'reply' && single === false)) {
    return { kind: 'short', lifetimeSeconds: undefined };
  }
  // Work that survives a cut is asked after in short requests once it takes longer than a standard connection lives.
  const outlastsStandard = lastsLongerThan(thresholds.standardLifetimeSeconds.value, answers) !== false;
  if (protocol.workSurvivesCut && protocol.connection === 'reply' && outlastsStandard) {
    return { kind: 'short', lifetimeSeconds: undefined };
  }
  const { standardSeconds, extendedSeconds } = recyclePeriods(thresholds);
  // One reply that ends by itself is not recycled, it is too long; anything else that may be long is.
  const endsByItself =
    protocol.connection === 'reply' && single === true && typeof answers.longestRunSeconds === 'number';
  const reachesSeconds = protocol.connection === 'held' ? standardSeconds : thresholds.standardLifetimeSeconds.value;
  const outlasts = !endsByItself && lastsLongerThan(reachesSeconds, answers) !== false;
  if (canReconnect(answers) === true && outlasts) {
    const streams = streamsAtPeak(answers) ?? answers.connectionsPerClient ?? 1;
    const crowded = reconnectsPerSecond(streams, standardSeconds) > thresholds.reconnectsPerSecond.value;
    const felt = feelsReconnect(answers, protocol) !== false;
    const policySeconds = outlastsStandard && (felt || crowded) ? extendedSeconds : standardSeconds;
    // Where the path grants less than the policy, its own cap leaves the same share free.
    const mostSeconds =
      totalCapMaximumSeconds && Math.floor(totalCapMaximumSeconds.value * thresholds.recycleShareRatio.value);
    const recycleSeconds = Math.min(policySeconds, mostSeconds ?? policySeconds);
    // A session that ends before its first recycling is one connection.
    if (lastsLongerThan(recycleSeconds, answers) !== false)
      return { kind: 'recycled', lifetimeSeconds: recycleSeconds, recycleSeconds };
  }
  return { kind: 'single', lifetimeSeconds: answers.longestRunSeconds };
}
