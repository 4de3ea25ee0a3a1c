import { createServer } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Answers } from '../../src/schema/answers.ts';
import { type Case, fileNamed } from '../support/generator-input.ts';
import { behindNginx, type CleanUp, caseOf, listen, serve } from '../support/live.ts';
import { installed, newest, type Running } from '../support/nginx.ts';
import { now, open, PACE, wait } from '../support/stream-client.ts';

// Only the files for Nginx are used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

/** Under load the first byte may once be late. */
const AGAIN = { retry: 2 };
const LONG: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  heartbeat: 'yes',
};
const TALK: Answers = { ...LONG, conversation: 'interleaved' };
const readers = [
  ['1.22', installed],
  ['1.30', newest()],
] as const;

/** A load balancer that lets a connection live four seconds, so that reloads may take no longer. */
function withShortLives(given: Case): Case {
  const facts = structuredClone(given.facts);
  const limits = facts?.platform.hops['classic-alb']?.limits;
  for (const limit of [limits?.backendTimeoutSeconds, limits?.webSocketLifetimeSeconds])
    if (limit) Object.assign(limit, { value: 4, maximum: 4 });
  return { ...given, ...(facts && { facts }) };
}

/** Events that go on until the client has gone. */
const endlessEvents = (cleanUp: CleanUp) =>
  serve(cleanUp, (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    const timer = setInterval(() => response.write('data: x\n\n'), PACE);
    response.once('close', () => clearInterval(timer));
  });

async function endlessSocket(cleanUp: CleanUp): Promise<number> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (client) => {
    const timer = setInterval(() => client.send('x'), PACE);
    client.once('close', () => clearInterval(timer));
  });
  cleanUp(() => server.closeAllConnections());
  return listen(cleanUp, server);
}

const generation = (number: number) => `location = /generation { return 200 ${number}; }`;

/** Has the configuration read again, and waits until new connections meet it. */
async function reload(nginx: Running): Promise<number> {
  nginx.reload((server) => server.replace(generation(1), generation(2)));
  const since = now();
  for (let tries = 0; tries < 100; tries += 1) {
    const { pieces } = await open(nginx.port, '/generation').seen;
    if (pieces[0]?.text === '2') return since;
    await wait(50);
  }
  throw new Error('the new configuration does not answer');
}

const drainSeconds = (given: Case) =>
  Number(/worker_shutdown_timeout (\d+)s;/.exec(fileNamed(given, 'nginx-main.conf'))?.[1]);

describe.concurrent('a reload during a stream', () => {
  test.for(readers)(
    'on %s leaves it alone as long as it may last',
    AGAIN,
    async ([, reader], { onTestFinished: cleanUp }) => {
      const given = caseOf('sse', LONG, await endlessEvents(cleanUp));
      expect(drainSeconds(given)).toBeGreaterThan(200);
      const nginx = await behindNginx(cleanUp, given, { reader, reloads: true, around: generation(1) });
      const stream = open(nginx.port, '/live');
      cleanUp(stream.close);
      const response = await stream.response;
      await reload(nginx);
      let pieces = 0;
      response.on('data', () => {
        pieces += 1;
      });
      await wait(PACE * 6);
      expect(pieces).toBeGreaterThanOrEqual(3);
      expect(response.closed).toBe(false);
      stream.seen.catch(() => undefined);
    },
  );

  test.for(readers)('on %s cuts events when their time is over, and not before', AGAIN, async ([, reader], context) => {
    const { onTestFinished: cleanUp } = context;
    const given = withShortLives(caseOf('sse', LONG, await endlessEvents(cleanUp)));
    expect(drainSeconds(given)).toBe(4);
    const nginx = await behindNginx(cleanUp, given, { reader, reloads: true, around: generation(1) });
    const stream = open(nginx.port, '/live');
    cleanUp(stream.close);
    await stream.response;
    const reloaded = await reload(nginx);
    const seen = await stream.seen;
    const took = (now() - reloaded) / 1000;
    expect(seen.isWhole).toBe(false);
    expect(took).toBeGreaterThan(3);
    expect(took).toBeLessThan(8);
  });

  test('cuts a WebSocket in the same way, without a closing frame', AGAIN, async ({ onTestFinished: cleanUp }) => {
    const given = withShortLives(caseOf('websocket', TALK, await endlessSocket(cleanUp)));
    expect(drainSeconds(given)).toBe(4);
    const nginx = await behindNginx(cleanUp, given, { reloads: true, around: generation(1) });
    const client = new WebSocket(`ws://127.0.0.1:${nginx.port}/live`);
    cleanUp(() => client.terminate());
    await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
    let messages = 0;
    client.on('message', () => {
      messages += 1;
    });
    const closed = new Promise<number>((resolve) => client.once('close', resolve));
    const reloaded = await reload(nginx);
    const NO_FRAME = 1006;
    expect(await closed).toBe(NO_FRAME);
    const took = (now() - reloaded) / 1000;
    expect(took).toBeGreaterThan(3);
    expect(took).toBeLessThan(8);
    expect(messages).toBeGreaterThan(5);
  });
});

describe.concurrent('clients over the limit', () => {
  test.for(readers)(
    'on %s are refused with 429 while those within keep streaming',
    AGAIN,
    async ([, reader], context) => {
      const { onTestFinished: cleanUp } = context;
      const answers: Answers = { ...LONG, clients: ['browser'], networks: ['internet'], connectionsPerClient: 1 };
      const given = caseOf('sse', answers, await endlessEvents(cleanUp));
      const most = Number(/limit_conn \S+ (\d+);/.exec(fileNamed(given, 'nginx-location.conf'))?.[1]);
      expect(most).toBe(20);
      const nginx = await behindNginx(cleanUp, given, { reader });
      const from = (address: string) => {
        const going = open(nginx.port, '/live', { headers: { 'X-Forwarded-For': `${address}, 198.51.100.1` } });
        cleanUp(going.close);
        going.seen.catch(() => undefined);
        return going.response;
      };
      const within = await Promise.all(Array.from({ length: most }, () => from('203.0.113.7')));
      const over = await Promise.all(Array.from({ length: 20 }, () => from('203.0.113.7')));
      expect(within.map(({ statusCode }) => statusCode)).toEqual(within.map(() => 200));
      expect(over.map(({ statusCode }) => statusCode)).toEqual(over.map(() => 429));
      const next = within.map(
        (response) => new Promise<string>((resolve) => response.once('data', (data) => resolve(String(data)))),
      );
      expect(await Promise.all(next)).toEqual(within.map(() => expect.stringContaining('data: x')));
      expect((await from('203.0.113.8')).statusCode).toBe(200);
      within[0]?.destroy();
      await wait(PACE * 2);
      expect((await from('203.0.113.7')).statusCode).toBe(200);
    },
  );
});
