import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { WebSocket } from 'ws';
import type { SimulatedClient } from '../../../src/simulation/input.ts';
import type { CleanUp } from '../live.ts';
import { now } from '../stream-client.ts';
import { type Attempt, type Connect, finish, hear, receive } from './attempt.ts';
import type { Address } from './http-clients.ts';
import { momentsOf } from './play.ts';
import { HEARTBEAT, methods } from './socket-service.ts';

/** What a client says of its own accord, until it is told to stop. */
function speak(client: SimulatedClient, say: () => void, beat: () => void): () => void {
  const { sends, heartbeatSeconds } = client;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    clearTimeout(timer);
    if (heartbeatSeconds === undefined) return;
    timer = setTimeout(() => {
      beat();
      again();
    }, heartbeatSeconds * 1000);
  };
  const timers = momentsOf(sends).map((seconds) =>
    setTimeout(() => {
      say();
      again();
    }, seconds * 1000),
  );
  again();
  return () => {
    for (const one of [...timers, timer]) clearTimeout(one);
  };
}

function take(attempt: Attempt, text: string): void {
  hear(attempt);
  if (text !== HEARTBEAT) receive(attempt, Number(text));
}

/** Package `ws`; its heartbeats are pings. */
export const webSocketClient =
  ({ port, path }: Address, client: SimulatedClient): Connect =>
  (attempt, lastId) =>
    new Promise((resolve) => {
      const query = lastId === undefined ? '' : `?after=${lastId}`;
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}${query}`);
      let quiet = () => {};
      socket.on('open', () => {
        attempt.headersAt = now();
        quiet = speak(
          client,
          () => socket.send('hello'),
          () => socket.ping(),
        );
      });
      socket.on('message', (data) => take(attempt, String(data)));
      socket.on('ping', () => hear(attempt));
      socket.on('unexpected-response', (_, { statusCode }) =>
        finish(attempt, `error-${statusCode === 504 ? 504 : 502}`),
      );
      socket.on('error', () => finish(attempt, 'reset'));
      socket.on('close', (code) => {
        quiet();
        finish(attempt, code === 1000 ? 'clean-end' : code === 1001 ? 'closed-1001' : 'closed-1006');
        resolve();
      });
    });

/** gRPC's own client; two ways where the client sends. */
export const grpcClient =
  (cleanUp: CleanUp, { port, certificate }: Address, client: SimulatedClient): Connect =>
  (attempt) =>
    new Promise((resolve) => {
      const channel = certificate ? credentials.createSsl(Buffer.from(certificate)) : credentials.createInsecure();
      const caller = new Client(`127.0.0.1:${port}`, channel, {
        'grpc.enable_retries': 0,
        ...(certificate && { 'grpc.ssl_target_name_override': 'localhost' }),
      });
      cleanUp(() => caller.close());
      let quiet = () => {};
      const call = client.sends ? talk() : watch();
      function watch() {
        const { path, requestSerialize, responseDeserialize } = methods.watch;
        return caller.makeServerStreamRequest(path, requestSerialize, responseDeserialize, 'watch');
      }
      function talk() {
        const { path, requestSerialize, responseDeserialize } = methods.talk;
        const both = caller.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
        let left = client.sends?.messages ?? Number.POSITIVE_INFINITY;
        const say = () => {
          both.write('hello');
          left -= 1;
          if (left === 0) both.end();
        };
        quiet = speak(client, say, () => both.write(HEARTBEAT));
        return both;
      }
      call.on('metadata', () => {
        attempt.headersAt = now();
      });
      call.on('data', (text: string) => take(attempt, text));
      call.on('error', () => undefined);
      call.on('status', ({ code, details }: Pick<ServiceError, 'code' | 'details'>) => {
        quiet();
        const isGatewayTimeout = code === status.UNAVAILABLE && details.includes('504');
        if (isGatewayTimeout) delete attempt.headersAt;
        finish(attempt, code === status.OK ? 'clean-end' : isGatewayTimeout ? 'error-504' : 'reset');
        caller.close();
        resolve();
      });
    });
