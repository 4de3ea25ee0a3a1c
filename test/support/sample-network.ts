import nginxLocation from '../../src/generators/nginx-location.ts';
import type { Constants } from '../../src/generators/print/program.ts';
import { allFilesOf, type Case } from './generator-input.ts';
import type { CleanUp } from './live.ts';
import { runNginx } from './nginx.ts';
import { type Relay, startRelay } from './relay.ts';
import {
  freePort,
  generated,
  metricsOf,
  prepareServer,
  type RunningProgram,
  type ServerFile,
} from './sample-runner.ts';

/** The way to a server: the generated Nginx, and before it a relay whose address stays. */
export type Network = {
  readonly given: Case;
  /** Where clients reach the server. */
  readonly url: string;
  /** The server's own port, for what only the cluster may ask. */
  readonly port: number;
  readonly relay: Relay;
  /** Starts the generated server; until then Nginx answers 502. */
  readonly startServer: () => Promise<RunningProgram>;
  /** Stops Nginx at once, streams included, and starts it again. */
  readonly restartNginx: () => Promise<void>;
  /** What the server has counted in a series. */
  readonly count: (series: string) => Promise<number>;
};

/** Builds the way to a generated server with these constants changed, and with what a test adds to it to watch it. */
export async function buildNetwork(
  cleanUp: CleanUp,
  caseAt: (port: number) => Case,
  file: ServerFile,
  changes: Constants,
  edit: (program: string) => string = (program) => program,
): Promise<Network> {
  const port = await freePort();
  const given = caseAt(port);
  const startServer = await prepareServer(cleanUp, file, edit(generated(given, file, changes)), port);
  const relay = await startRelay(cleanUp, true);
  const nginxFiles = allFilesOf(given, [nginxLocation]).files;
  let nginx = await runNginx(nginxFiles);
  relay.leadTo(nginx.port);
  cleanUp(() => nginx.stop());
  const restartNginx = async () => {
    relay.leadTo(undefined);
    await nginx.stop();
    nginx = await runNginx(nginxFiles);
    relay.leadTo(nginx.port);
  };
  const url = `http://127.0.0.1:${relay.port}${given.service?.path ?? '/stream'}`;
  const count = async (series: string) => (await metricsOf(port))[series] ?? 0;
  return { given, url, port, relay, startServer, restartNginx, count };
}

/** The same with the server running. */
export async function startNetwork(
  ...args: Parameters<typeof buildNetwork>
): Promise<Network & { readonly server: RunningProgram }> {
  const network = await buildNetwork(...args);
  return { ...network, server: await network.startServer() };
}
