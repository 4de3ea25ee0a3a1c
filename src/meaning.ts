import { knownAnswers } from './answer-file.ts';
import { sizeService } from './engine/capacity/service.ts';
import { heartbeatPeriod } from './engine/hops.ts';
import { findPath, type Path, sendingLimits } from './engine/path.ts';
import { type AnswerFile, type Answers, OPEN_ENDED, type QuestionId } from './schema/answers.ts';
import type { FindingData } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';
import type { Limit, LimitKey } from './schema/platform.ts';

/** What a number means on this path: a text of room `meaning`, and what goes into it. */
export type Meaning = { readonly key: string; readonly data: FindingData };

/** What a meaning is read from: the number itself, the other answers, the path and the facts. */
type Setting = { readonly value: number; readonly answers: Answers; readonly path: Path; readonly facts: Facts };

const means = (key: string, data: FindingData): Meaning => ({ key, data });

/** The shortest limit on silence of the path, as a stream of HTTP meets it. */
function shortestSilence({ hops }: Path): { hop: string; limitSeconds: number } | undefined {
  let least: { hop: string; limitSeconds: number } | undefined;
  for (const { id: hop, limits } of hops) {
    for (const [key, limit] of Object.entries(limits) as [LimitKey, Limit | undefined][]) {
      if (limit?.kind !== 'idle' || limit.webSocketOnly || sendingLimits.includes(key)) continue;
      if (!least || limit.value < least.limitSeconds) least = { hop, limitSeconds: limit.value };
    }
  }
  return least;
}

/** How long one run lasts, against what a connection of each tier may live. */
function run({ value: runSeconds, path, facts: { thresholds } }: Setting): Meaning {
  if (!path.tiered) return means('runUntiered', { runSeconds });
  const standardSeconds = thresholds.standardLifetimeSeconds.value;
  const extendedSeconds = thresholds.extendedLifetimeSeconds.value;
  const below = (limitSeconds: number) => ({ runSeconds, limitSeconds, leftSeconds: limitSeconds - runSeconds });
  const above = (limitSeconds: number) => ({ runSeconds, limitSeconds, overSeconds: runSeconds - limitSeconds });
  if (runSeconds === standardSeconds) return means('runAtStandard', { runSeconds });
  if (runSeconds <= thresholds.standardWarningSeconds.value) return means('runStandard', below(standardSeconds));
  if (runSeconds < standardSeconds) return means('runNearStandard', below(standardSeconds));
  if (runSeconds === extendedSeconds) return means('runAtExtended', { runSeconds });
  if (runSeconds <= thresholds.extendedWarningSeconds.value)
    return means('runExtended', { ...above(standardSeconds), mostSeconds: extendedSeconds });
  if (runSeconds < extendedSeconds) return means('runNearExtended', below(extendedSeconds));
  return means('runBeyond', above(extendedSeconds));
}

/** How long nothing is sent, against the limits on silence and what heartbeats do about them. */
function silence({ value: silenceSeconds, answers, path, facts: { thresholds } }: Setting): Meaning {
  if (silenceSeconds === 0) return means('silenceNone', {});
  const least = shortestSilence(path);
  const data = { silenceSeconds, ...least };
  const unknownHopsSeconds = thresholds.silenceSeconds.value;
  if (least && silenceSeconds >= least.limitSeconds) {
    const record = { value: least.limitSeconds, references: [] };
    const heartbeatSeconds = heartbeatPeriod({ idleCapSeconds: record }, thresholds);
    if (answers.heartbeat === 'yes') return means('silenceBeaten', { ...data, heartbeatSeconds });
    return means(silenceSeconds === least.limitSeconds ? 'silenceAt' : 'silenceAbove', data);
  }
  const left = least && { ...data, leftSeconds: least.limitSeconds - silenceSeconds };
  if (silenceSeconds <= unknownHopsSeconds) return left ? means('silenceBelow', left) : means('silenceFree', data);
  return means(left ? 'silenceLong' : 'silenceFreeLong', { ...(left ?? data), unknownHopsSeconds });
}

/** How long the first byte takes, against what waits for it. */
function firstByte({ value: firstByteSeconds, answers, path, facts: { thresholds } }: Setting): Meaning {
  const least = shortestSilence(path);
  const data = { firstByteSeconds, ...least };
  if (least && firstByteSeconds >= least.limitSeconds)
    return means(answers.heartbeat === 'yes' ? 'firstByteBeaten' : 'firstByteAbove', data);
  const goalSeconds = thresholds.firstByteAlertSeconds.value;
  if (firstByteSeconds <= goalSeconds) return means('firstBytePrompt', { firstByteSeconds, goalSeconds });
  return least ? means('firstByteBelow', data) : means('firstByteFree', { firstByteSeconds, goalSeconds });
}

const RATES: readonly (readonly [key: string, seconds: number])[] = [
  ['perSecond', 1],
  ['perMinute', 60],
  ['perHour', 3_600],
  ['perDay', 86_400],
];

/** Messages a second, minute, hour or day: the first of which at least one comes. */
function interval({ value: everySeconds }: Setting): Meaning {
  const found = RATES.find(([, seconds]) => everySeconds <= seconds);
  if (!found) return means('lessThanDaily', { everySeconds });
  const count = Math.round((found[1] / everySeconds) * 10) / 10;
  return means(count === 1 ? `${found[0]}Once` : found[0], { everySeconds, messages: count });
}

/** How old data may be, against what polling and caches need. */
function staleness({ value: ageSeconds, facts: { thresholds } }: Setting): Meaning {
  const pollingSeconds = thresholds.pollingStalenessSeconds.value;
  const cachedSeconds = thresholds.cachedStalenessSeconds.value;
  if (ageSeconds >= pollingSeconds) return means('agePolling', { ageSeconds, pollingSeconds });
  if (ageSeconds >= cachedSeconds) return means('ageCached', { ageSeconds, pollingSeconds });
  const atOnce = ageSeconds <= thresholds.interactiveLatencySeconds.value;
  return means(atOnce ? 'ageAtOnce' : 'ageStream', { ageSeconds, cachedSeconds });
}

/** Clients times connections, and the replicas of the service that hold them. */
function streams(clients: number, each: number, isEachKnown: boolean, { path }: Setting): Meaning {
  const connections = clients * each;
  const service = path.hops.find(({ component }) => component === 'service');
  const { replicasNeeded = null, replicasToday = null } = service ? sizeService(service, connections) : {};
  const room = isEachKnown ? { clients, each, connections } : { clients, connections };
  const start = isEachKnown ? 'streams' : 'clients';
  if (replicasNeeded === null || replicasToday === null) return means(start, room);
  const data = { ...room, replicasNeeded, replicasToday };
  return means(`${start}${replicasNeeded <= replicasToday ? 'Held' : 'More'}`, data);
}

function clients(setting: Setting): Meaning {
  const { connectionsPerClient: each } = setting.answers;
  return streams(setting.value, each ?? 1, each !== undefined, setting);
}

/** Connections of one page, against those a browser opens to a host; with the number of clients, all of them. */
function connections(setting: Setting): Meaning {
  const { value: each, answers, path, facts } = setting;
  const perHost = path.hops.find(({ limits }) => limits.connectionsPerHost)?.limits.connectionsPerHost?.value;
  if (answers.edgeHttp !== 'http2' && perHost !== undefined && each > facts.thresholds.streamsPerPage.value)
    return means(each < perHost ? 'eachNear' : 'eachAll', { each, perHost });
  if (answers.peakClients !== undefined) return streams(answers.peakClients, each, true, setting);
  return perHost === undefined || answers.edgeHttp === 'http2'
    ? means('each', { each })
    : means('eachFew', { each, perHost });
}

const meanings: { readonly [Q in QuestionId]?: (setting: Setting) => Meaning } = {
  longestRunSeconds: run,
  longestSilenceSeconds: silence,
  firstByteSeconds: firstByte,
  updateIntervalSeconds: interval,
  stalenessSeconds: staleness,
  peakClients: clients,
  connectionsPerClient: connections,
};

/** What the number given to a question means on the path of the file; `undefined` where nothing was given. Pure. */
export function meaningOf(id: QuestionId, file: AnswerFile, facts: Facts): Meaning | undefined {
  const value = file.answers[id];
  const path = findPath(facts.platform, file.path);
  if (value === OPEN_ENDED) return means(path.tiered ? 'runEndless' : 'runEndlessUntiered', {});
  if (typeof value !== 'number') return undefined;
  return meanings[id]?.({ value, answers: knownAnswers(file.answers), path, facts });
}
