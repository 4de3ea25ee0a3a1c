import type { Disturbance } from '../../../src/simulation/input.ts';
import type { CleanUp } from '../live.ts';
import { newest, type Running, runNginx } from '../nginx.ts';
import { now, wait } from '../stream-client.ts';
import { balancers } from './balancers.ts';
import type { Prepared } from './case.ts';
import type { Address } from './http-clients.ts';
import { type LiveService, serveHttp } from './http-service.ts';
import type { Play } from './play.ts';
import { FILES_PORT, pathOf } from './prepare.ts';
import { serveGrpc, serveWebSocket } from './socket-service.ts';
import { startTap, type Tap } from './tap.ts';

/** A change of the platform, and when it was begun, in milliseconds of `now()`. */
export type Done = { readonly disturbance: Disturbance; readonly at: number };

/** Everything between a client and the service, service included. */
export type Chain = {
  readonly address: Address;
  /** One between each two hops, from the client on. */
  readonly taps: readonly Tap[];
  /** What Nginx wrote to its error log. */
  readonly said: () => string;
  /** Changes begun so far. */
  readonly done: readonly Done[];
};

function serve(cleanUp: CleanUp, { input, given }: Prepared, play: Play): Promise<LiveService> {
  switch (input.wire) {
    case 'websocket':
      return serveWebSocket(cleanUp, play, given.clientKind === 'browser-websocket');
    case 'grpc':
      return serveGrpc(cleanUp, play);
    default:
      return serveHttp(cleanUp, play, input.wire === 'poll');
  }
}

/** Nginx with the generated files, with what the case changes in them; it tells in its log what it did to connections. */
async function startNginx(cleanUp: CleanUp, prepared: Prepared, port: number): Promise<Running> {
  const { given } = prepared;
  const files = prepared.files.map((file) => ({ ...file, text: file.text.replaceAll(`${FILES_PORT}`, `${port}`) }));
  const running = await runNginx(files, false, 'error_log stderr info;', {
    reloads: given.reloads ?? false,
    ...(given.newest && { reader: newest() }),
  });
  cleanUp(running.stop);
  return running;
}

/** Begins the changes of the platform, each at its time after the first request has reached the service. */
async function disturb(prepared: Prepared, play: Play, done: Done[], acts: Acts): Promise<void> {
  while (play.served[0] === undefined) await wait(5);
  const zero = play.served[0].openedAt;
  const at = (seconds: number, act: () => void) => setTimeout(act, Math.max(0, zero + seconds * 1000 - now()));
  for (const disturbance of prepared.input.disturbances ?? []) {
    const { atSeconds } = disturbance;
    at(atSeconds, () => done.push({ disturbance, at: now() }));
    if (disturbance.kind === 'reload') at(atSeconds, acts.reload);
    else if (disturbance.endsWhenTold) at(atSeconds, () => play.tell());
    else if (disturbance.drain && disturbance.drain.seconds <= disturbance.graceSeconds)
      at(atSeconds + disturbance.drain.seconds, acts.cutAll);
    else at(atSeconds + disturbance.graceSeconds, () => acts.kill(disturbance.hop));
  }
}
type Acts = { reload: () => void; cutAll: () => void; kill: (hop: string) => void };

/** Starts the service, the proxies of the path before it, and a tap between each two of them. */
export async function startChain(cleanUp: CleanUp, prepared: Prepared, play: Play): Promise<Chain> {
  const { given } = prepared;
  const { balancer, limits, withoutNginx = false } = given;
  const service = await serve(cleanUp, prepared, play);
  const taps = [await startTap(cleanUp, service.port)];
  const first = (): number => taps[0]?.port ?? 0;
  let nginx: Running | undefined;
  if (!withoutNginx) {
    nginx = await startNginx(cleanUp, prepared, first());
    taps.unshift(await startTap(cleanUp, nginx.tls?.port ?? nginx.port));
  }
  let cutAll = () => {};
  if (balancer) {
    const started = await balancers[balancer](cleanUp, first(), limits.totalSeconds ?? Number.POSITIVE_INFINITY);
    cutAll = started.cutAll;
    taps.unshift(await startTap(cleanUp, started.port));
  }
  const done: Done[] = [];
  void disturb(prepared, play, done, {
    reload: () => nginx?.reload((server) => `${server}\n# read again\n`),
    cutAll,
    kill: (hop) => (hop === 'nginx' ? void nginx?.stop() : service.kill()),
  });
  return {
    address: { port: first(), path: pathOf(given).watched, certificate: nginx?.tls?.certificate },
    taps,
    said: () => nginx?.said() ?? '',
    done,
  };
}
