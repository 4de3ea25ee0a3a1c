import { heartbeatPeriod } from '../../engine/hops.ts';
import { limitsMet, pathLimits } from '../../engine/path.ts';
import { drainOf } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import type { Constants } from '../print/program.ts';
import { configuredLimit, endpointPath, routesOf } from '../routes.ts';

/** Where clients find the endpoint: the public host, or the Service itself where no other hop stands before it. */
function addressOf({ path, service }: GeneratorInput): { origin: string; url: string } {
  const { host, name, namespace, port } = service;
  const isDirect = path.hops.every(({ component }) => component === 'service');
  const origin = isDirect ? `http://${name}.${namespace}.svc.cluster.local:${port}` : `https://${host}`;
  return { origin, url: `${origin}${endpointPath(service)}` };
}

/** How often streams beat and after what time they end as planned, in seconds; 0 means never. */
function periodsOf({ protocol, path, answers, facts, verdict }: GeneratorInput) {
  const { heartbeatSeconds, recycleSeconds } = verdict.recommendation;
  if (!protocol.speaksMcp) return { heartbeatSeconds: heartbeatSeconds ?? 0, recycleSeconds: recycleSeconds ?? 0 };
  // Beside the calls that the answers speak of, MCP has streams that listen for changes as long as nobody ends them.
  const { thresholds } = facts;
  const limits = pathLimits(path, protocol, answers.conversation);
  const capSeconds = limits.totalCapSeconds?.value ?? Number.POSITIVE_INFINITY;
  const lifetimeSeconds = Math.min(thresholds.standardLifetimeSeconds.value, capSeconds);
  return {
    heartbeatSeconds: heartbeatPeriod(limits, thresholds),
    recycleSeconds: Math.floor(lifetimeSeconds * thresholds.recycleShareRatio.value),
  };
}

/** The longest hold of a poll: below the common defaults of 30 and 60 s, as the checklist of long polling says. */
const MOST_HOLD_SECONDS = 25;
/** The share of the shortest limit on the path that a hold may take: the answer has to get through, too. */
const HOLD_SHARE_RATIO = 0.8;

/** How long a poll may be held on this path; undefined where nothing polls. */
function holdSeconds(input: GeneratorInput): number | undefined {
  const poll = routesOf(input).find(({ protocol }) => protocol.nginx === 'poll');
  if (!poll) return undefined;
  const limits = limitsMet(input.path, poll.protocol, input.answers.conversation)
    .filter(({ kind }) => kind === 'total' || kind === 'idle')
    .flatMap(({ hop, key }) => configuredLimit(input, hop.component, key)?.value ?? []);
  return Math.max(1, Math.floor(Math.min(MOST_HOLD_SECONDS, Math.min(...limits) * HOLD_SHARE_RATIO)));
}

/**
 * The names and numbers of a case, by the name a sample program's constant has. A program has those of them it needs.
 * A period of 0 seconds means never: the design has no such period.
 */
export function constantsOf(input: GeneratorInput): Constants {
  const { service, answers } = input;
  const { heartbeatSeconds, recycleSeconds } = periodsOf(input);
  const { origin, url } = addressOf(input);
  const drain = drainOf(input);
  const hold = holdSeconds(input);
  return {
    PORT: service.port,
    PATH: endpointPath(service),
    STREAM_URL: url,
    SOCKET_URL: url.replace(/^http/, 'ws'),
    JOBS_URL: url,
    ALLOWED_ORIGIN: origin,
    // Where it is not known whether cookies are used, sending them is what works in both cases.
    WITH_CREDENTIALS: answers.credentials === undefined || answers.credentials === 'cookie',
    HEARTBEAT_SECONDS: heartbeatSeconds,
    RECYCLE_SECONDS: recycleSeconds,
    ...(hold !== undefined && { HOLD_SECONDS: hold }),
    ...(drain && { DRAIN_SECONDS: drain.drainSeconds }),
  };
}
