import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { type Case, filesOf, onlyKnowing, withNginxLimits } from './generator-input.ts';
import { type Running, runNginx } from './nginx.ts';

/** Has something done when a test is over, whatever its outcome. */
export type CleanUp = (stop: () => void | Promise<void>) => void;
/** Timeouts a test can wait for: today's one second, and three at most. */
const SHORT: [number, number] = [1, 3];
/** A case of one protocol at /live, with those timeouts, for a service on this port. */
export const caseOf = (id: ProtocolId, answers: Answers, port = 1): Case => ({
  answers,
  facts: withNginxLimits(onlyKnowing(id), {
    proxyReadTimeoutSeconds: SHORT,
    proxySendTimeoutSeconds: SHORT,
    clientBodyTimeoutSeconds: SHORT,
  }),
  service: { path: '/live', port },
});

/** Nginx with the generated files in front of a service of this test. */
export async function behindNginx(cleanUp: CleanUp, given: Case, speaksHttp2 = false, around = ''): Promise<Running> {
  const running = await runNginx(filesOf(given), speaksHttp2, around);
  cleanUp(running.stop);
  return running;
}

/** The port a service of the test listens on, until the test is over. */
export async function listen(cleanUp: CleanUp, server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanUp(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;
/** A service that answers every request like this. */
export async function serve(cleanUp: CleanUp, handler: Handler): Promise<number> {
  const server = createServer((request, response) => void handler(request, response));
  cleanUp(() => server.closeAllConnections());
  return listen(cleanUp, server);
}
