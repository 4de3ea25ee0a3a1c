import type { GeneratorInput } from '../generator.ts';
import type { Endpoint } from './endpoints.ts';

/** By what a proxy recognises a client that comes back, so that it meets the same pod. */
export type Stickiness = 'cookie' | 'address';

/** Name of the cookie a proxy sets; the applications do not read it. */
export const AFFINITY_COOKIE = 'stream-affinity';

const PAGES = ['browser', 'old-browser'];

/**
 * Whether a client that comes back should meet the same pod. An open stream is with its pod anyway; only what comes
 * later gains: the next poll, the status of a job, a reconnect that resumes, a session of MCP before 2026. And only
 * where the state is known to be in the pod alone: with a shared store any pod will do, and better.
 */
export function stickinessOf(
  { answers, verdict, protocol }: GeneratorInput,
  endpoints: readonly Endpoint[],
): Stickiness | undefined {
  const { serverStores, ifCut, clients, framing } = answers;
  if (!serverStores?.includes('none')) return undefined;
  const comesBack =
    endpoints.some(({ serves }) => serves === 'poll') ||
    protocol.watchStream ||
    (protocol.speaksMcp && framing !== 'mcp-2026') ||
    (ifCut === 'resume' && verdict.recommendation.plan.kind !== 'short');
  if (!comesBack) return undefined;
  const keepsCookies = clients?.some((client) => PAGES.includes(client)) ?? false;
  return keepsCookies && endpoints.every(({ serves }) => serves !== 'grpc') ? 'cookie' : 'address';
}
