import { connect as connectHttp2 } from 'node:http2';
import { now } from '../stream-client.ts';
import { type Attempt, Blocks, begin, type Connect, finish, greet, hear, receive } from './attempt.ts';

/** Where a client connects. */
export type Address = { readonly port: number; readonly path: string; readonly certificate?: string | undefined };
/** How a request begins the work: a GET, or a POST with a body. */
export type Method = 'GET' | 'POST';

const BODY = '{"prompt":"hello"}';
const accept = 'text/event-stream';

/** Whether a header of the service is there, so that an error status is its own. */
const SERVED = 'x-served';

const resuming = (lastId: number | undefined): { [name: string]: string } =>
  lastId === undefined ? {} : { 'last-event-id': String(lastId) };

/** Node's own fetch over HTTP/1.1. */
export const fetchClient =
  ({ port, path }: Address, method: Method, signal: AbortSignal): Connect =>
  async (attempt, lastId) => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { accept, ...resuming(lastId) },
        ...(method === 'POST' && { body: BODY }),
        signal,
      });
      if (!greet(attempt, response.status, response.headers.has(SERVED))) return void response.body?.cancel();
      const blocks = new Blocks(attempt);
      const decoder = new TextDecoder();
      for await (const piece of response.body ?? []) blocks.read(decoder.decode(piece, { stream: true }));
      finish(attempt, 'clean-end');
    } catch {
      finish(attempt, attempt.headersAt === undefined ? 'reset' : 'truncated');
    }
  };

/** One HTTP/2 connection for each attempt: over TLS with this certificate, or without TLS by prior knowledge. */
export const http2Client =
  ({ port, path, certificate }: Address, method: Method): Connect =>
  (attempt, lastId) =>
    new Promise((resolve) => {
      const address = certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
      const session = connectHttp2(address, certificate ? { ca: certificate, host: '127.0.0.1' } : {});
      session.on('error', () => finish(attempt, 'reset'));
      const stream = session.request({ ':path': path, ':method': method, accept, ...resuming(lastId) });
      const blocks = new Blocks(attempt);
      stream.setEncoding('utf8');
      stream.on('response', (headers) => greet(attempt, Number(headers[':status']), headers[SERVED] !== undefined));
      stream.on('data', (piece: string) => blocks.read(piece));
      stream.on('error', () => finish(attempt, 'reset'));
      stream.on('aborted', () => finish(attempt, 'reset'));
      stream.on('end', () => {
        // A stream that was reset ends too, and says so only when it is closed.
        setImmediate(() => stream.rstCode === 0 && finish(attempt, 'clean-end'));
      });
      stream.on('close', () => {
        finish(attempt, stream.rstCode === 0 ? 'clean-end' : 'reset');
        // The hop that reset the stream is to be seen ending what is behind it, and not the client.
        setTimeout(() => {
          session.destroy();
          resolve();
        }, 200);
      });
      stream.end(method === 'POST' ? BODY : undefined);
    });

/** Polls, one after the other, until one fails or the run is over; together they are one attempt. */
export const pollClient =
  ({ port, path }: Address, signal: AbortSignal): Connect =>
  async (attempt, lastId) => {
    attempt.lastId = lastId ?? 0;
    const polls = { sent: 0, empty: 0 };
    attempt.polls = polls;
    const answered: Attempt = begin();
    try {
      for (;;) {
        polls.sent += 1;
        const response = await fetch(`http://127.0.0.1:${port}${path}`, {
          headers: resuming(attempt.lastId),
          signal,
        });
        if (!greet(answered, response.status, response.headers.has(SERVED)))
          return finish(attempt, answered.seen ?? 'reset');
        const news = response.status === 204 ? [] : ((await response.json()) as number[] | 'over');
        if (news === 'over') return finish(attempt, 'clean-end');
        attempt.headersAt ??= now();
        hear(attempt);
        if (news.length === 0) polls.empty += 1;
        for (const number of news) receive(attempt, number);
      }
    } catch {
      finish(attempt, 'reset');
    }
  };
