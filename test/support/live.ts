import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { Answers } from '../../src/schema/answers.ts';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { type Case, filesOf, onlyKnowing, otherPaths, withNginxLimits } from './generator-input.ts';
import { type Running, type RunOptions, runNginx } from './nginx.ts';

/** Has something done when a test is over, whatever its outcome. */
export type CleanUp = (stop: () => void | Promise<void>) => void;
/** Timeouts a test can wait for: today's one second, and three at most. */
const SHORT: [number, number] = [1, 3];

const withShortLimits = (known: Facts): Facts =>
  withNginxLimits(known, {
    proxyReadTimeoutSeconds: SHORT,
    proxySendTimeoutSeconds: SHORT,
    clientBodyTimeoutSeconds: SHORT,
  });

/** A case of one protocol at /live, with those timeouts, for a service on this port. */
export const caseOf = (id: ProtocolId, answers: Answers, port = 1): Case => ({
  answers,
  facts: withShortLimits(onlyKnowing(id)),
  service: { path: '/live', port },
});

/** The same where no load balancer stands before Nginx. */
export const aloneCaseOf = (id: ProtocolId, answers: Answers, port = 1): Case => ({
  ...caseOf(id, answers, port),
  path: 'nginx-alone',
  facts: withShortLimits({ ...onlyKnowing(id), platform: otherPaths.platform }),
});

type Setting = RunOptions & {
  readonly speaksHttp2?: boolean;
  /** What the server says besides. */
  readonly around?: string;
  /** What a test does to the files, to show what they are for. */
  readonly change?: (text: string) => string;
};

/** Nginx with the generated files in front of a service of this test. */
export async function behindNginx(cleanUp: CleanUp, given: Case, setting: Setting = {}): Promise<Running> {
  const { speaksHttp2, around, change = (text) => text, ...options } = setting;
  const files = filesOf(given).map((file): GeneratedFile => ({ ...file, text: change(file.text) }));
  if (!files.some(({ name }) => name === 'nginx-location.conf'))
    throw new Error('no protocol passes Nginx in this case');
  const running = await runNginx(files, speaksHttp2, around, options);
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
