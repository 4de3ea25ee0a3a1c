import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type CleanUp, listen } from './live.ts';

/** How the service of a test behaves; without anything said it is correct. */
export type Manner = {
  /** Milliseconds between two messages. */
  readonly pace?: number;
  /** Messages of a stream before it ends; endless without. */
  readonly messages?: number;
  /** Milliseconds of silence after the third message. */
  readonly pause?: number;
  /** Whether it breaks off after the third message. */
  readonly breaksOff?: boolean;
  /** Whether the body ends with the connection, without chunks. */
  readonly unframed?: boolean;
  /** Bytes of each message. */
  readonly size?: number;
  /** Milliseconds before the first headers. */
  readonly delay?: number;
  /** Whether any upgrade is followed, as servers that speak h2c do. */
  readonly followsH2c?: boolean;
  /** Content type of streams; events without. */
  readonly type?: string;
};

const NO_STORE = { 'Cache-Control': 'no-store, no-transform' };
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends numbered messages, beginning after the one the client names. */
async function stream(request: IncomingMessage, response: ServerResponse, manner: Manner): Promise<void> {
  const { pace = 250, messages = Number.POSITIVE_INFINITY, pause = 0, size = 0, type = 'text/event-stream' } = manner;
  const isEvents = type === 'text/event-stream';
  if (manner.unframed) {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
  }
  await wait(manner.delay ?? 0);
  response.writeHead(200, { 'Content-Type': type, ...NO_STORE });
  response.write(isEvents ? ': open\n\n' : '\n');
  const last = Number(request.headers['last-event-id'] ?? 0);
  for (let id = last + 1; id <= messages && !response.destroyed; id += 1) {
    await wait(pace);
    const text = `${id} ${'x'.repeat(size)}`;
    response.write(isEvents ? `id: ${id}\ndata: ${text}\n\n` : `{"id":${id},"text":"${text}"}\n`);
    if (id - last !== 3) continue;
    await wait(pause);
    if (manner.breaksOff) response.destroy();
  }
  response.end();
}

const acceptOf = (key: unknown): string =>
  createHash('sha1')
    .update(`${String(key)}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');

/** A WebSocket that pings, and closes in an orderly way after its messages. */
async function openSocket(request: IncomingMessage, socket: Duplex, manner: Manner): Promise<void> {
  const { pace = 250, messages = Number.POSITIVE_INFINITY, pause = 0 } = manner;
  socket.on('error', () => undefined).on('data', () => undefined);
  const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  const wanted = request.headers.upgrade?.toLowerCase();
  if (wanted === 'h2c' && manner.followsH2c) {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    return;
  }
  if (wanted !== 'websocket') return void refuse('400 Bad Request');
  if (request.headers.origin === 'https://origin.invalid') return void refuse('403 Forbidden');
  const accept = acceptOf(request.headers['sec-websocket-key']);
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  for (let sent = 1; sent <= messages && !socket.destroyed; sent += 1) {
    await wait(pace);
    // A text of three bytes, and on every other turn a ping.
    socket.write(sent % 2 === 0 ? Buffer.from([0x89, 0]) : Buffer.from([0x81, 3, 0x61, 0x62, 0x63]));
    if (sent !== 3) continue;
    await wait(pause);
    if (manner.breaksOff) return void socket.destroy();
  }
  socket.end(Buffer.from([0x88, 2, 0x03, 0xe9]));
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
};

function json(response: ServerResponse, status: number, value: unknown, headers: { [name: string]: string } = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...NO_STORE, ...headers });
  response.end(JSON.stringify(value));
}

/** An MCP server of revision 2026-07-28 and of those of 2025, in one. */
async function answerMcp(request: IncomingMessage, response: ServerResponse, manner: Manner): Promise<void> {
  if (request.headers.origin === 'https://origin.invalid') return json(response, 403, {});
  if (request.method !== 'POST') return void response.writeHead(405, { Allow: 'POST' }).end();
  const { id, method } = JSON.parse(await bodyOf(request)) as { id?: number; method: string };
  const modern = request.headers['mcp-protocol-version'] === '2026-07-28';
  if (modern && request.headers['mcp-method'] !== method) return json(response, 400, { id, error: { code: -32020 } });
  if (method === 'tools/call') return stream(request, response, manner);
  json(response, 200, { jsonrpc: '2.0', id, result: { resultType: 'complete' } });
}

/** What is served at `/live`, by the name of the protocol; jobs are at `/live/jobs`, watched at `/live/events`. */
const handlers: {
  readonly [name: string]: (request: IncomingMessage, response: ServerResponse, manner: Manner) => unknown;
} = {
  stream,
  socket: (_, response) => void response.writeHead(426, { 'Content-Type': 'text/plain' }).end('WebSocket only'),
  async reply(_, response, { delay = 0 }) {
    await wait(delay);
    json(response, 200, { ok: true });
  },
  async poll(_, response, { delay = 600 }) {
    await wait(delay);
    response.writeHead(204, NO_STORE).end();
  },
  job(request, response, manner) {
    if (request.url?.startsWith('/live/events/')) return stream(request, response, manner);
    if (request.method === 'GET') return json(response, 200, { state: 'running', progress: 0.5 });
    json(response, 202, { state: 'queued' }, { Location: '/live/jobs/7', 'Retry-After': '2' });
  },
  mcp: answerMcp,
};
export type Kind = 'stream' | 'socket' | 'reply' | 'poll' | 'job' | 'mcp';

/** Starts a service of one kind that behaves in this manner, until the test is over. */
export function startService(cleanUp: CleanUp, kind: Kind, manner: Manner = {}): Promise<number> {
  const server: Server = createServer((request, response) => void handlers[kind]?.(request, response, manner));
  // Without a listener Node ignores an Upgrade and answers the request as if it had none.
  if (kind === 'socket' || manner.followsH2c)
    server.on('upgrade', (request, socket) => void openSocket(request, socket, manner));
  server.keepAliveTimeout = 30_000;
  cleanUp(() => server.closeAllConnections());
  return listen(cleanUp, server);
}
