import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type CleanUp, listen } from '../live.ts';
import { now } from '../stream-client.ts';
import type { Play } from './play.ts';

/** A service that can be reached, and taken away. */
export type LiveService = {
  readonly port: number;
  /** Breaks every connection, as when its process is killed; it answers new ones. */
  readonly kill: () => void;
};

const MESSAGE_BYTES = 200;
/** A chunk is announced by its length and closed by an empty line. */
const CHUNK_BYTES = 7;

/** One message as a block of an event stream, of so many bytes on the wire. */
function blockOf({ input: { service, client } }: Play, number: number): string {
  const { messageBytes = MESSAGE_BYTES, framing, missed } = service;
  const { comingBack } = client;
  const retry =
    comingBack.kind === 'event-source' && comingBack.retrySeconds < 3
      ? `retry: ${comingBack.retrySeconds * 1000}\n`
      : '';
  const id = missed === 'replay' ? `id: ${number}\n` : '';
  const length = messageBytes - (framing === 'chunked' ? CHUNK_BYTES : 0);
  const head = `${retry}${id}data: `;
  return `${head}${'x'.repeat(Math.max(1, length - head.length - 2))}\n\n`;
}

const lastIdOf = ({ headers }: IncomingMessage): number | undefined => {
  const value = headers['last-event-id'];
  return value === undefined ? undefined : Number(value);
};

/** Begins a response as the numbers say: its type, and how its end is told. */
function begin(play: Play, response: ServerResponse, openedAt: number): void {
  const { framing, isEventStream = true } = play.input.service;
  response.setHeader('Content-Type', isEventStream ? 'text/event-stream' : 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  if (framing === 'length') {
    const blocks = play.messagesFrom(openedAt).coming.map((number) => blockOf(play, number));
    response.setHeader('Content-Length', blocks.join('').length);
  }
  if (framing === 'close') {
    response.useChunkedEncodingByDefault = false;
    response.setHeader('Connection', 'close');
  }
}

function stream(play: Play, request: IncomingMessage, response: ServerResponse): void {
  const { status = 200, headersSeconds = 0 } = play.input.service;
  const isOver = play.isOver(now());
  const served = play.open(lastIdOf(request));
  if (isOver || status !== 200) {
    setTimeout(() => response.writeHead(isOver ? 204 : status).end(), headersSeconds * 1000);
    return;
  }
  begin(play, response, served.openedAt);
  const { comingBack } = play.input.client;
  const closes = comingBack.kind === 'event-source' && comingBack.whenOver === 'closes';
  const stop = play.perform(served, {
    headers: () => response.flushHeaders(),
    message: (number) => response.write(blockOf(play, number)),
    snapshot: () => response.write('event: snapshot\ndata: x\n\n'),
    heartbeat: () => response.write(': heartbeat\n\n'),
    // A page cannot tell the end of a run from a cut, so the service says it.
    end: (why) => response.end(why === 'complete' && closes ? 'event: over\ndata: x\n\n' : undefined),
  });
  response.once('close', stop);
}

/** One held request: answered when there is news, when its time is up, and when the run is over. */
function poll(play: Play, request: IncomingMessage, response: ServerResponse): void {
  const cursor = lastIdOf(request) ?? 0;
  const served = play.open(cursor);
  const { coming, before, dueAt, endAt } = play.messagesFrom(served.openedAt);
  const timers: NodeJS.Timeout[] = [];
  const at = (moment: number, status: number, news: readonly number[] | 'over') => {
    const answer = () => {
      if (news === 'over') served.ownEnd = 'complete';
      timers.forEach(clearTimeout);
      response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(status === 204 ? undefined : JSON.stringify(news));
    };
    if (Number.isFinite(moment)) timers.push(setTimeout(answer, Math.max(0, moment - now())));
  };
  const missed = before.filter((number) => number > cursor);
  const [next] = coming;
  if (missed.length > 0) at(0, 200, missed);
  else if (next !== undefined) at(dueAt(next), 200, [next]);
  at(served.openedAt + (play.input.service.holdSeconds ?? 0) * 1000, 204, []);
  at(endAt, 200, 'over');
  response.once('close', () => timers.forEach(clearTimeout));
}

/** An HTTP service that streams, or holds requests. */
export async function serveHttp(cleanUp: CleanUp, play: Play, isPoll: boolean): Promise<LiveService> {
  const server = createServer((request, response) => {
    request.resume();
    // Tells its own answers from those of a proxy.
    response.setHeader('X-Served', 'yes');
    response.on('error', () => undefined);
    if (isPoll) poll(play, request, response);
    else stream(play, request, response);
  });
  // Connections a proxy keeps for its next request outlive every case.
  server.keepAliveTimeout = 60_000;
  const kill = () => server.closeAllConnections();
  cleanUp(kill);
  return { port: await listen(cleanUp, server), kill };
}
