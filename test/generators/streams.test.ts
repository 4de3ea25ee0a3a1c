import { createServer } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Answers } from '../../src/schema/answers.ts';
import { verdictOf } from '../support/generator-input.ts';
import { behindNginx, caseOf, listen, serve } from '../support/live.ts';
import { installed, newest } from '../support/nginx.ts';
import { now, open, PACE, wait } from '../support/stream-client.ts';

// Only the files for Nginx are used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

/** Under load the first byte may once be late. */
const AGAIN = { retry: 2 };

const LONG: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const readers = [
  ['1.22', installed],
  ['1.30', newest()],
] as const;
const streams = [
  ['events', 'sse', 'GET', 'text/event-stream', { ...LONG, request: 'url-only' }],
  ['a streamed answer to a POST', 'http-stream', 'POST', 'application/x-ndjson', { ...LONG, request: 'body' }],
] as const;

describe.concurrent('a stream through Nginx with the generated files', () => {
  test.for(
    readers.flatMap(([version, reader]) =>
      streams.map(([what, ...stream]) => [what, version, reader, ...stream] as const),
    ),
  )(
    '%s arrive piece by piece through %s, the first at once',
    AGAIN,
    async ([, , reader, id, method, type, answers], { onTestFinished: cleanUp }) => {
      const sent: number[] = [];
      const port = await serve(cleanUp, async (request, response) => {
        request.resume();
        // A known length is what a proxy that collects responses waits for; chunks it may pass on by luck.
        response.writeHead(200, { 'Content-Type': type, 'Content-Length': 6 * 'data: 0\n\n'.length }).flushHeaders();
        for (let index = 0; index < 6; index += 1) {
          sent.push(now());
          response.write(`data: ${index}\n\n`);
          await wait(PACE);
        }
        response.end();
      });
      const nginx = await behindNginx(cleanUp, caseOf(id, answers, port), { reader });
      const seen = await open(nginx.port, '/live', { method }, method === 'POST' ? ['{}'] : []).seen;
      expect(seen).toMatchObject({ status: 200, isWhole: true });
      expect(seen.headerAfter).toBeLessThan(200);
      expect(seen.pieces.map(({ text }) => text)).toEqual(sent.map((_, index) => `data: ${index}\n\n`));
      seen.pieces.forEach(({ at }, index) => {
        expect(at).toBeLessThan(sent[index + 1] ?? Number.POSITIVE_INFINITY);
      });
    },
  );

  test('events live longer than the idle timeout as long as the heartbeat comes that was recommended', async ({
    onTestFinished: cleanUp,
  }) => {
    const given = (port: number) => caseOf('sse', { ...LONG, heartbeat: 'yes', longestSilenceSeconds: 60 }, port);
    const { heartbeatSeconds } = verdictOf(given(1)).recommendation;
    expect(heartbeatSeconds).toBe(1);
    const port = await serve(cleanUp, async (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      for (let beat = 0; beat < 4 && request.url === '/live'; beat += 1) {
        await wait((heartbeatSeconds ?? 0) * 1000);
        response.write(': heartbeat\n\n');
      }
      if (request.url !== '/live') await wait(4_500);
      response.end('data: last\n\n');
    });
    const nginx = await behindNginx(cleanUp, given(port));
    const [beaten, silent] = await Promise.all([open(nginx.port, '/live').seen, open(nginx.port, '/live/silent').seen]);
    expect(beaten.isWhole).toBe(true);
    expect(beaten.pieces.at(-1)?.text).toContain('data: last');
    // The control: the same stream without heartbeats is cut, so the timeout is really there.
    expect(silent.isWhole).toBe(false);
  });

  test('silence that was announced is survived, and silence that was not is cut', async ({
    onTestFinished: cleanUp,
  }) => {
    const port = await serve(cleanUp, async (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      await wait(2_000);
      response.end('data: late\n\n');
    });
    const quiet = (longestSilenceSeconds: number) =>
      caseOf('sse', { ...LONG, heartbeat: 'no', longestSilenceSeconds }, port);
    const raised = await behindNginx(cleanUp, quiet(2));
    const kept = await behindNginx(cleanUp, quiet(0.5));
    const [late, cut] = await Promise.all([open(raised.port, '/live').seen, open(kept.port, '/live').seen]);
    expect(late).toMatchObject({ isWhole: true });
    expect(cut).toMatchObject({ isWhole: false });
  });

  test('a WebSocket opens, echoes, and lives on pings; no other upgrade is handed on', async ({
    onTestFinished: cleanUp,
  }) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.upgrade);
      response.end('plain');
    });
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      asked.push(request.headers.upgrade);
      if (request.headers.upgrade !== 'websocket') return void socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.on('message', (data) => client.send(data));
        const pings = setInterval(() => client.ping(), 1_000);
        client.once('close', () => clearInterval(pings));
      });
    });
    cleanUp(() => server.closeAllConnections());
    const port = await listen(cleanUp, server);
    const answers: Answers = { conversation: 'interleaved', ifCut: 'resume', longestRunSeconds: 'open-ended' };
    const nginx = await behindNginx(
      cleanUp,
      caseOf('websocket', { ...answers, heartbeat: 'yes', longestSilenceSeconds: 60 }, port),
    );
    const client = new WebSocket(`ws://127.0.0.1:${nginx.port}/live`);
    cleanUp(() => client.terminate());
    await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
    await wait(4_000);
    const echo = new Promise((resolve) => {
      client.once('message', (data) => resolve(String(data))).once('close', () => resolve('closed'));
    });
    expect(client.readyState).toBe(WebSocket.OPEN);
    client.send('still there?');
    expect(await echo).toBe('still there?');

    const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' };
    expect(await open(nginx.port, '/live', { headers }).seen).toMatchObject({ status: 200 });
    expect(asked).toEqual(['websocket', undefined]);
  });

  test('one address may hold so many streams and no more; another address is not concerned', async ({
    onTestFinished: cleanUp,
  }) => {
    const port = await serve(cleanUp, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    });
    const nginx = await behindNginx(
      cleanUp,
      caseOf('sse', { ...LONG, clients: ['own-backend'], peakClients: 3 }, port),
    );
    const from = (address: string) => {
      const headers = { 'X-Forwarded-For': `${address}, 198.51.100.1` };
      const going = open(nginx.port, '/live', { headers });
      cleanUp(going.close);
      going.seen.catch(() => undefined);
      return going.response.then(({ statusCode }) => statusCode);
    };
    for (let stream = 0; stream < 3; stream += 1) expect(await from('203.0.113.7')).toBe(200);
    expect(await from('203.0.113.7')).toBe(429);
    expect(await from('203.0.113.8')).toBe(200);
  });

  test('a file is handed on piece by piece while it is sent', async ({ onTestFinished: cleanUp }) => {
    const arrived: number[] = [];
    const port = await serve(cleanUp, async (request, response) => {
      for await (const _ of request) arrived.push(now());
      response.end('done');
    });
    const given = caseOf('http', { conversation: 'single-reply', payload: 'media', request: 'body' }, port);
    const nginx = await behindNginx(cleanUp, given);
    const pieces = ['one', 'two', 'three', 'four'];
    expect(await open(nginx.port, '/live', { method: 'POST' }, pieces).seen).toMatchObject({ status: 200 });
    expect(arrived.length).toBe(pieces.length);
    expect((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)).toBeGreaterThan(PACE * 2);
  });
});
