import type { Verdict } from '../engine/assess.ts';
import { heartbeatPeriod } from '../engine/hops.ts';
import { type Path, pathLimits } from '../engine/path.ts';
import { type Answers, OPEN_ENDED } from '../schema/answers.ts';
import type { ConnectionPlan } from '../schema/assessment.ts';
import type { Thresholds } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';
import type { Assumption } from '../schema/timeline.ts';
import type { SimulationInput } from './input.ts';
import type { Traffic } from './traffic.ts';

/** What lasts on the wire: the recommended protocol, or the stream that watches its work. */
export type Lasting = {
  readonly protocol: Protocol;
  readonly answers: Answers;
  readonly plan: ConnectionPlan;
  readonly isWatch: boolean;
};

/** What the service does of its own accord. */
export type Design = Pick<SimulationInput, 'recycle'> & {
  readonly heartbeatSeconds?: number;
  readonly headersSeconds?: number;
  readonly holdSeconds?: number;
};

/** The longest time in which the service sends no message, on a connection that nothing ends. */
function longestGapSeconds({ service, runSeconds }: Traffic): number {
  const run = runSeconds === OPEN_ENDED ? Number.POSITIVE_INFINITY : runSeconds;
  if (!service) return run;
  const { firstSeconds, everySeconds, pauseSeconds = 0, messages } = service;
  return Math.min(run, Math.max(firstSeconds, messages === 1 ? 0 : Math.max(everySeconds, pauseSeconds)));
}

/** How long a request without news is held: below every limit that would end it, and no longer than is safe anywhere. */
function holdSeconds({ protocol, answers }: Lasting, path: Path, thresholds: Thresholds): number {
  const { totalCapSeconds, idleCapSeconds } = pathLimits(path, protocol, answers.conversation);
  const caps = [totalCapSeconds, idleCapSeconds].flatMap((limit) => limit?.value ?? []);
  return Math.min(thresholds.silenceSeconds.value, ...caps.map((cap) => cap * thresholds.recycleShareRatio.value));
}

/** Today nothing is planned; with the advice followed, connections are recycled and silences broken. */
export function designOf(
  lasting: Lasting,
  traffic: Traffic,
  { recommendation }: Verdict,
  path: Path,
  thresholds: Thresholds,
  isProposed: boolean,
  assumed: Set<Assumption>,
): Design {
  const { protocol, answers } = lasting;
  if (protocol.nginx === 'poll') {
    assumed.add('poll-hold');
    return { holdSeconds: holdSeconds(lasting, path, thresholds) };
  }
  const { recycleSeconds } = recommendation;
  const can = answers.heartbeat === 'yes';
  const period = can ? heartbeatPeriod(pathLimits(path, protocol, answers.conversation), thresholds) : undefined;
  const heartbeatSeconds = recommendation.heartbeatSeconds ?? period;
  const isHeard = heartbeatSeconds !== undefined && longestGapSeconds(traffic) > heartbeatSeconds;
  if (!isProposed) {
    if (recycleSeconds !== null) assumed.add('no-recycle-today');
    if (isHeard) assumed.add('no-heartbeat-today');
    if (!protocol.needsUpgrade) assumed.add('headers-with-first-byte');
    return {};
  }
  // A period that varies must still end before the limit it keeps clear of.
  const { recycleJitterRatio, recycleShareRatio } = thresholds;
  const jitterRatio = Math.min(recycleJitterRatio.value, Math.max(0, 1 / recycleShareRatio.value - 1));
  return {
    ...(recycleSeconds !== null && { recycle: { everySeconds: recycleSeconds, jitterRatio } }),
    ...(isHeard && { heartbeatSeconds, headersSeconds: 0 }),
  };
}
