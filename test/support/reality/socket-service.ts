import { createServer } from 'node:http';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { WebSocketServer } from 'ws';
import { ECHO_PATH } from '../echo.ts';
import { type CleanUp, listen } from '../live.ts';
import type { LiveService } from './http-service.ts';
import type { OwnEnd, Play } from './play.ts';

/** What a page gets as a heartbeat; pings of the protocol are hidden from it. */
export const HEARTBEAT = 'heartbeat';
const CLOSE_CODES: { readonly [K in OwnEnd]: number } = { complete: 1000, recycle: 1001, told: 1001 };

/** A WebSocket service; heartbeats are pings, or words for pages. */
export async function serveWebSocket(cleanUp: CleanUp, play: Play, toPage: boolean): Promise<LiveService> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, { url = '' }) => {
    const after = new URL(url, 'http://localhost').searchParams.get('after');
    const stop = play.perform(play.open(after === null ? undefined : Number(after)), {
      headers: () => undefined,
      message: (number) => socket.send(String(number)),
      snapshot: () => socket.send(HEARTBEAT),
      heartbeat: () => (toPage ? socket.send(HEARTBEAT) : socket.ping()),
      end: (why) => socket.close(CLOSE_CODES[why]),
    });
    socket.once('close', stop).on('error', () => undefined);
  });
  const kill = () => {
    for (const socket of sockets.clients) socket.terminate();
  };
  cleanUp(kill);
  return { port: await listen(cleanUp, server), kill };
}

const text = { serialize: (value: string) => Buffer.from(value), deserialize: (bytes: Buffer) => bytes.toString() };
const method = (name: string, requestStream: boolean) => ({
  path: `${ECHO_PATH}/${name}`,
  requestStream,
  responseStream: true,
  requestSerialize: text.serialize,
  requestDeserialize: text.deserialize,
  responseSerialize: text.serialize,
  responseDeserialize: text.deserialize,
});
/** A stream from the service, and one both ways. */
export const methods = {
  watch: method('Watch', false),
  talk: method('Talk', true),
} satisfies ServiceDefinition;

/** A gRPC service. */
export async function serveGrpc(cleanUp: CleanUp, play: Play): Promise<LiveService> {
  const server = new Server();
  const handle = (call: ServerWritableStream<string, string> | ServerDuplexStream<string, string>) => {
    const stop = play.perform(play.open(), {
      headers: () => call.sendMetadata(new Metadata()),
      message: (number) => call.write(String(number)),
      snapshot: () => call.write(HEARTBEAT),
      heartbeat: () => call.write(HEARTBEAT),
      end: () => call.end(),
    });
    call.on('cancelled', stop).on('error', stop);
  };
  server.addService(methods, {
    watch: handle,
    talk: (call: ServerDuplexStream<string, string>) => {
      call.on('data', () => undefined);
      handle(call);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  cleanUp(() => server.forceShutdown());
  return { port, kill: () => server.forceShutdown() };
}
