import { type Answers, OPEN_ENDED } from '../schema/answers.ts';
import type { ConnectionPlan, HopLimit, HopVerdict } from '../schema/assessment.ts';
import type { Thresholds } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';
import { roundUp } from '../units/duration.ts';
import { staysOpen } from './connection.ts';
import { limitsMet, type MetLimit, type Path, type PathLimits, sendingLimits } from './path.ts';

/** Proposed limits are whole minutes; nobody can review 437 seconds. */
const STEP_SECONDS = 60;

/** Time without a byte between two others, after heartbeats; `undefined` while it is not known. */
export function silenceSeconds(
  answers: Answers,
  protocol: Protocol,
  plan: ConnectionPlan,
  heartbeatSeconds: number,
): number | undefined {
  const { heartbeat, longestSilenceSeconds, longestRunSeconds, conversation } = answers;
  if (heartbeat === 'yes' && longestSilenceSeconds !== undefined)
    return Math.min(heartbeatSeconds, longestSilenceSeconds);
  if (heartbeat === 'yes') return heartbeatSeconds;
  if (longestSilenceSeconds !== undefined) return longestSilenceSeconds;
  // A plain reply is one silence from the request to the first byte.
  const plainReply = conversation === 'single-reply' && plan.kind === 'single' && !protocol.streamsResponse;
  return plainReply && longestRunSeconds !== OPEN_ENDED ? longestRunSeconds : undefined;
}

/** The longest time without a byte, the wait for the first one included; `undefined` while it is not known. */
export function quietSeconds(...given: Parameters<typeof silenceSeconds>): number | undefined {
  const silence = silenceSeconds(...given);
  const [{ heartbeat, firstByteSeconds = 0 }] = given;
  // Whoever can send heartbeats sends them before the first byte, too.
  return silence === undefined || heartbeat === 'yes' ? silence : Math.max(silence, firstByteSeconds);
}

/** The heartbeat period: the usual one, or a share of the smallest idle cap where that is shorter. Whole seconds, at least 1. */
export function heartbeatPeriod({ idleCapSeconds }: PathLimits, thresholds: Thresholds): number {
  const longest = (idleCapSeconds?.value ?? Number.POSITIVE_INFINITY) * thresholds.heartbeatShareRatio.value;
  return Math.max(1, Math.floor(Math.min(thresholds.heartbeatSeconds.value, longest)));
}

type Needed = { needed: number | null; verdict: HopVerdict; proposed: number | null };

function judgeTotal({ limit }: MetLimit, plan: ConnectionPlan, share: number): Needed {
  const cap = limit.value;
  if (!staysOpen(plan)) return { needed: null, verdict: 'holds', proposed: cap };
  const { lifetimeSeconds } = plan;
  if (lifetimeSeconds === undefined) return { needed: null, verdict: 'unknown', proposed: null };
  const most = limit.maximum ?? cap;
  if (lifetimeSeconds === OPEN_ENDED) return { needed: null, verdict: 'cannot', proposed: most > cap ? most : null };
  // A recycled connection leaves its share free; a single one only has to fit, inclusive.
  const needed = plan.kind === 'recycled' ? Math.ceil(lifetimeSeconds / share) : lifetimeSeconds;
  if (needed <= cap) return { needed, verdict: 'holds', proposed: cap };
  if (needed > most) return { needed, verdict: 'cannot', proposed: most > cap ? most : null };
  return {
    needed,
    verdict: 'raise',
    proposed: Math.min(most, roundUp(Math.ceil(lifetimeSeconds / share), STEP_SECONDS)),
  };
}

function judgeIdle({ limit }: MetLimit, plan: ConnectionPlan, silence: number | undefined): Needed {
  const cap = limit.value;
  if (!staysOpen(plan)) return { needed: null, verdict: 'holds', proposed: cap };
  if (silence === undefined) return { needed: null, verdict: 'unknown', proposed: null };
  const most = limit.maximum ?? cap;
  // Reaching the limit fires it, so the silence must stay below.
  if (silence < cap) return { needed: silence, verdict: 'holds', proposed: cap };
  if (silence >= most) return { needed: silence, verdict: 'cannot', proposed: null };
  return {
    needed: silence,
    verdict: 'raise',
    proposed: Math.min(most, roundUp(silence + STEP_SECONDS / 2, STEP_SECONDS)),
  };
}

/** When a limit would fire, for finding the first: a total cap at its value, an idle cap when the silence reaches it. */
function firesAfter({ kind, today, verdict }: HopLimit): number {
  if (verdict === 'holds' && kind === 'idle') return Number.POSITIVE_INFINITY;
  return today;
}

const WORST: readonly HopVerdict[] = ['cannot', 'raise', 'unknown', 'holds'];

/**
 * Every time limit on the way, hop by hop, with what this design needs of it. The bottleneck is the limit with the
 * worst verdict; among equals the one that fires first, and the one nearer to the client.
 */
export function judgeHops(
  answers: Answers,
  protocol: Protocol,
  path: Path,
  plan: ConnectionPlan,
  heartbeatSeconds: number,
  thresholds: Thresholds,
): HopLimit[] {
  const silence = quietSeconds(answers, protocol, plan, heartbeatSeconds);
  const rows = limitsMet(path, protocol, answers.conversation).flatMap((met): HopLimit[] => {
    if (met.kind !== 'total' && met.kind !== 'idle') return [];
    const judged =
      met.kind === 'total'
        ? judgeTotal(met, plan, thresholds.recycleShareRatio.value)
        : judgeIdle(met, plan, sendingLimits.includes(met.key) ? answers.longestSilenceSeconds : silence);
    const { value, source, checked } = met.limit;
    const { id: hop, component } = met.hop;
    return [
      { hop, component, limit: met.key, kind: met.kind, today: value, ...judged, bottleneck: false, source, checked },
    ];
  });
  let bottleneck: HopLimit | undefined;
  for (const row of rows) {
    const better =
      !bottleneck ||
      WORST.indexOf(row.verdict) < WORST.indexOf(bottleneck.verdict) ||
      (row.verdict === bottleneck.verdict && firesAfter(row) < firesAfter(bottleneck));
    if (better) bottleneck = row;
  }
  const binds = staysOpen(plan);
  return rows.map((row) => (binds && row === bottleneck ? { ...row, bottleneck: true } : row));
}
