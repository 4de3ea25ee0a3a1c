import { drainOf } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import type { Constants } from '../print/program.ts';
import { endpointPath } from '../routes.ts';

/** Where clients find the endpoint: the public host, or the Service itself where no other hop stands before it. */
function addressOf({ path, service }: GeneratorInput): { origin: string; url: string } {
  const { host, name, namespace, port } = service;
  const isDirect = path.hops.every(({ component }) => component === 'service');
  const origin = isDirect ? `http://${name}.${namespace}.svc.cluster.local:${port}` : `https://${host}`;
  return { origin, url: `${origin}${endpointPath(service)}` };
}

/**
 * The names and numbers of a case, by the name a sample program's constant has. A program has those of them it needs.
 * A period of 0 seconds means never: the design has no such period.
 */
export function constantsOf(input: GeneratorInput): Constants {
  const { service, answers, verdict } = input;
  const { heartbeatSeconds, recycleSeconds } = verdict.recommendation;
  const { origin, url } = addressOf(input);
  const drain = drainOf(input);
  return {
    PORT: service.port,
    PATH: endpointPath(service),
    STREAM_URL: url,
    SOCKET_URL: url.replace(/^http/, 'ws'),
    ALLOWED_ORIGIN: origin,
    // Where it is not known whether cookies are used, sending them is what works in both cases.
    WITH_CREDENTIALS: answers.credentials === undefined || answers.credentials === 'cookie',
    HEARTBEAT_SECONDS: heartbeatSeconds ?? 0,
    RECYCLE_SECONDS: recycleSeconds ?? 0,
    ...(drain && { DRAIN_SECONDS: drain.drainSeconds }),
  };
}
