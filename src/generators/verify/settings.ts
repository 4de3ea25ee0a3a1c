import { canReconnect, staysOpen } from '../../engine/connection.ts';
import { limitsMet } from '../../engine/path.ts';
import { type Answers, OPEN_ENDED } from '../../schema/answers.ts';
import type { LimitKind } from '../../schema/platform.ts';
import { plannedRoutes } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { configuredLimit } from '../routes.ts';

/** One endpoint of the design with the answers and the plan that hold for it. */
export type PlannedRoute = ReturnType<typeof plannedRoutes>[number];

/** What a script knows of one endpoint, by the variable that holds it: milliseconds, and the same in words. */
type Settings = { readonly [variable: string]: string | number };

/** How long an endpoint is listened to by default, when nothing asks for more: enough for several messages. */
const LEAST_SECONDS = 10;
/** The longest a run without `--full` listens: somebody is waiting for it. */
const MOST_SECONDS = 65;
/** Listening for the questions asked beside the main one. */
const BRIEF_SECONDS = 5;
/** A recycled connection may live this share longer than planned, so that not all come back at once: decision 0002. */
const JITTER_RATIO = 0.1;
/** After a limit should have been reached, this share of it is waited for, in seconds between these bounds. */
const MARGIN_RATIO = 0.1;
const LEAST_MARGIN_SECONDS = 1;
const MOST_MARGIN_SECONDS = 10;

const margin = (seconds: number): number =>
  Math.min(MOST_MARGIN_SECONDS, Math.max(LEAST_MARGIN_SECONDS, seconds * MARGIN_RATIO));
const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** The endpoints in the order of `routesOf`. */
export const verifiedRoutes = (input: GeneratorInput): readonly PlannedRoute[] => plannedRoutes(input);

/** The shortest limit of a kind that connections of this endpoint meet, as it will be configured, in seconds. */
function shortestLimit(input: GeneratorInput, route: PlannedRoute, kind: LimitKind): number | undefined {
  const limits = limitsMet(input.path, route.protocol, route.answers.conversation)
    .filter((met) => met.kind === kind)
    .flatMap(({ hop, key }) => configuredLimit(input, hop.component, key)?.value ?? []);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

/** How long to listen to see a connection end as planned, or outlive what would cut it; 0 where nothing says. */
function lifeSeconds(input: GeneratorInput, route: PlannedRoute): number {
  const { lifetimeSeconds, recycleSeconds } = route.plan;
  if (recycleSeconds !== undefined) return recycleSeconds * (1 + JITTER_RATIO) + margin(recycleSeconds);
  if (typeof lifetimeSeconds === 'number') return lifetimeSeconds + margin(lifetimeSeconds);
  if (lifetimeSeconds === undefined) return 0;
  const cap = shortestLimit(input, route, 'total');
  return cap === undefined ? 0 : cap + margin(cap);
}

/** The time between two heartbeats of this endpoint in seconds; 0 where none are planned. */
function heartbeatOf({ verdict, companions }: GeneratorInput, { protocol, plan }: PlannedRoute): number {
  // The recommendation names the heartbeat of what lasts: the stream that watches, where there is one.
  const watches = companions.some(({ crossesPlatform }) => crossesPlatform);
  const lasts = staysOpen(plan) && (!watches || companions.includes(protocol));
  return (lasts ? verdict.recommendation.heartbeatSeconds : null) ?? 0;
}

/** What the first byte of a body may take: what the team expects, or the platform's default. */
function firstByteOf({ facts }: GeneratorInput, { protocol, answers, plan }: PlannedRoute): number {
  const { firstByteSeconds = 0, longestRunSeconds } = answers;
  const replies = protocol.connection === 'reply' && !protocol.streamsResponse && plan.kind === 'single';
  if (firstByteSeconds > 0 && (replies || protocol.streamsResponse)) return firstByteSeconds;
  // A plain reply begins when the work is done.
  if (replies && typeof longestRunSeconds === 'number') return longestRunSeconds;
  return facts.thresholds.firstByteAlertSeconds.value;
}

function listenSeconds(input: GeneratorInput, route: PlannedRoute, heartbeatSeconds: number): number {
  const { updateIntervalSeconds = 0 } = route.answers;
  const { lifetimeSeconds } = route.plan;
  const hold = Math.min(...(['total', 'idle'] as const).map((kind) => shortestLimit(input, route, kind) ?? Infinity));
  const wanted = [
    LEAST_SECONDS,
    firstByteOf(input, route) + LEAST_SECONDS,
    2 * heartbeatSeconds + BRIEF_SECONDS,
    3 * updateIntervalSeconds + BRIEF_SECONDS,
    // A poll is answered before the first limit; a short reply is seen to its end.
    route.protocol.nginx === 'poll' ? hold : 0,
    typeof lifetimeSeconds === 'number' && lifetimeSeconds < MOST_SECONDS ? lifetimeSeconds + BRIEF_SECONDS : 0,
  ];
  return Math.ceil(Math.min(MOST_SECONDS, Math.max(...wanted)));
}

/** Whether clients of this endpoint are meant to take up where they were cut. */
function resumes(answers: Answers): boolean {
  const replays = answers.missedMessages !== undefined && answers.missedMessages !== 'harmless';
  return answers.ifCut === 'resume' || (canReconnect(answers) === true && replays);
}

/** Everything that differs between scripts and does not depend on what is judged. */
export function settingsOf(input: GeneratorInput, route: PlannedRoute): Settings {
  const { answers, plan } = route;
  const { duration } = input.names;
  const heartbeatSeconds = heartbeatOf(input, route);
  const [idle = 0, total = 0] = [shortestLimit(input, route, 'idle'), shortestLimit(input, route, 'total')];
  const life = lifeSeconds(input, route);
  const listen = listenSeconds(input, route, heartbeatSeconds);
  const held = staysOpen(plan);
  const full = Math.max(listen, idle + margin(idle), held ? life + 1 : total + margin(total));
  const hold = Math.min(idle || total, total || idle);
  const firstByte = firstByteOf(input, route);
  const headers = input.facts.thresholds.firstByteAlertSeconds.value;
  const { updateIntervalSeconds: update = 0 } = answers;
  const { recycleSeconds: recycle = 0 } = plan;
  return {
    listen_short: listen,
    listen_full: Math.ceil(full),
    brief: BRIEF_SECONDS,
    headers_ms: milliseconds(headers),
    headers_limit: duration(headers),
    first_byte_ms: milliseconds(firstByte),
    first_byte_limit: duration(firstByte),
    update_ms: milliseconds(update),
    update: duration(update),
    heartbeat_ms: milliseconds(heartbeatSeconds),
    heartbeat: duration(heartbeatSeconds),
    idle_ms: milliseconds(idle),
    idle_limit: duration(idle),
    hold_ms: milliseconds(hold),
    hold_limit: duration(hold),
    recycle_ms: milliseconds(recycle),
    recycle: duration(recycle),
    life_ms: milliseconds(life),
    life: duration(life),
    endless: answers.longestRunSeconds === OPEN_ENDED ? 'yes' : 'no',
    resumes: resumes(answers) ? 'yes' : 'no',
    http2: answers.edgeHttp === 'http2' || route.protocol.backendProtocol === 'HTTP2' ? 'yes' : 'no',
  };
}
