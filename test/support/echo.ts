import {
  type ChannelCredentials,
  Client,
  type ClientOptions,
  credentials,
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import type { CleanUp } from './live.ts';
import type { Running } from './nginx.ts';
import { now, PACE, wait } from './stream-client.ts';

/** Where a proxy finds the service; what calls begin with. */
export const ECHO_PATH = '/company.Echo';

const text = { serialize: (value: string) => Buffer.from(value), deserialize: (bytes: Buffer) => bytes.toString() };
const method = (name: string, requestStream: boolean, responseStream: boolean) => ({
  path: `${ECHO_PATH}/${name}`,
  requestStream,
  responseStream,
  requestSerialize: text.serialize,
  requestDeserialize: text.deserialize,
  responseSerialize: text.serialize,
  responseDeserialize: text.deserialize,
});
/** One method of each of the four kinds; messages are plain text. */
const methods = {
  say: method('Say', false, false),
  count: method('Count', false, true),
  measure: method('Measure', true, false),
  talk: method('Talk', true, true),
} satisfies ServiceDefinition;

type Implementation = {
  say: handleUnaryCall<string, string>;
  count: handleServerStreamingCall<string, string>;
  measure: handleClientStreamingCall<string, string>;
  talk: handleBidiStreamingCall<string, string>;
};

/** What the service noticed: calls that were cancelled, and when it sent each message of `count`. */
export type Noticed = { cancelled: number; readonly sentAt: number[] };

/**
 * A real gRPC service: `say` answers at once, or never to "never"; `count` sends as many messages as asked for, one after
 * the other; `measure` adds up lengths; `talk` echoes.
 */
export async function startEcho(cleanUp: CleanUp): Promise<{ port: number; noticed: Noticed }> {
  const noticed: Noticed = { cancelled: 0, sentAt: [] };
  const implementation: Implementation = {
    say: (call, answer) => {
      call.on('cancelled', () => {
        noticed.cancelled += 1;
      });
      if (call.request === 'missing') return answer({ code: status.NOT_FOUND, details: 'no such thing' });
      if (call.request !== 'never') answer(null, `said ${call.request}`);
    },
    count: async (call) => {
      for (let index = 0; index < Number(call.request) && !call.cancelled; index += 1) {
        noticed.sentAt.push(now());
        call.write(String(index));
        await wait(PACE);
      }
      call.end();
    },
    measure: (call, answer) => {
      let length = 0;
      call.on('data', (piece: string) => {
        length += piece.length;
      });
      call.on('end', () => answer(null, String(length)));
    },
    talk: (call) => {
      call.on('data', (piece: string) => call.write(`echo ${piece}`)).on('end', () => call.end());
      call.on('error', () => undefined);
    },
  };
  const server = new Server();
  server.addService(methods, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  cleanUp(() => server.forceShutdown());
  return { port, noticed };
}

/** A gRPC client that reaches the service through Nginx, over TLS where Nginx ends it. */
export function echoClient(cleanUp: CleanUp, { port, tls }: Running) {
  const options: ClientOptions = { 'grpc.ssl_target_name_override': 'localhost', 'grpc.enable_retries': 0 };
  const channel: ChannelCredentials = tls
    ? credentials.createSsl(Buffer.from(tls.certificate))
    : credentials.createInsecure();
  const client = new Client(`127.0.0.1:${tls?.port ?? port}`, channel, tls ? options : { 'grpc.enable_retries': 0 });
  cleanUp(() => client.close());
  const { say, count, measure, talk } = methods;
  return {
    say: (message: string, deadlineMilliseconds = 10_000) =>
      new Promise<string>((resolve, reject) => {
        const deadline = Date.now() + deadlineMilliseconds;
        client.makeUnaryRequest(
          say.path,
          say.requestSerialize,
          say.responseDeserialize,
          message,
          { deadline },
          (error, answer) => (error ? reject(error) : resolve(answer ?? '')),
        );
      }),
    count: (most: number) =>
      client.makeServerStreamRequest(count.path, count.requestSerialize, count.responseDeserialize, String(most)),
    measure: (pieces: readonly string[]) =>
      new Promise<string>((resolve, reject) => {
        const call = client.makeClientStreamRequest(
          measure.path,
          measure.requestSerialize,
          measure.responseDeserialize,
          (error, answer) => (error ? reject(error) : resolve(answer ?? '')),
        );
        for (const piece of pieces) call.write(piece);
        call.end();
      }),
    talk: () => client.makeBidiStreamRequest(talk.path, talk.requestSerialize, talk.responseDeserialize),
  };
}
