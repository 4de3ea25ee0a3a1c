import { createServer } from 'node:http';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Constants } from '../../src/generators/print/program.ts';
import { type CleanUp, listen } from '../support/live.ts';
import { sampleCases } from '../support/sample-cases.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ORIGIN = 'https://news.example.com';
const QUICK: Constants = {
  FIRST_RETRY_MILLISECONDS: 20,
  MAX_RETRY_MILLISECONDS: 100,
  PLANNED_RETRY_MILLISECONDS: 20,
  MAX_MISSED_HEARTBEATS: 30,
  DEMO_MESSAGES: 3,
  DEMO_INTERVAL_MILLISECONDS: 1,
};
const sample = (file: 'client.node.ts' | 'client.browser.ts', changes: Constants = {}) =>
  generated(sampleCases['websocket'] ?? { answers: {} }, file, { ...QUICK, ...changes });

/** One connection as the server of a test sees it, with the sequences it has heard. */
type Call = { readonly socket: WebSocket; readonly query: URLSearchParams; readonly heard: number[] };
/** What that server does with a connection, or the status it refuses the handshake with. */
type Act = number | ((socket: WebSocket, heard: readonly number[]) => unknown);
const tell = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));

/** A server that does these things one after the other, a connection each. */
async function scripted(cleanUp: CleanUp, acts: readonly Act[]) {
  const calls: Call[] = [];
  let asked = 0;
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  server.on('upgrade', (request, stream, head) => {
    const act = acts[asked] ?? 500;
    asked += 1;
    if (typeof act === 'number') {
      stream.end(`HTTP/1.1 ${act} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const call: Call = { socket, query: new URL(request.url ?? '', 'ws://host').searchParams, heard: [] };
      calls.push(call);
      socket.on('message', (text) => call.heard.push(JSON.parse(String(text)).sequence));
      void Promise.resolve(act(socket, call.heard)).catch(() => undefined);
    });
  });
  cleanUp(() => {
    for (const socket of sockets.clients) socket.terminate();
  });
  const port = await listen(cleanUp, server);
  return { url: `ws://127.0.0.1:${port}/`, calls, asked: () => asked };
}

/** A message in frames and packets that end inside its characters. */
async function tellInPieces(socket: WebSocket, message: object) {
  const bytes = Buffer.from(JSON.stringify(message));
  for (let start = 0; start < bytes.length; start += 2)
    socket.send(bytes.subarray(start, start + 2), { binary: false, fin: start + 2 >= bytes.length });
}
const acknowledge = (socket: WebSocket, sequence: number) => tell(socket, { type: 'ack', sequence });
const cut = (socket: WebSocket) => setTimeout(() => socket.terminate(), 100);

/** Refused, cut before anything is confirmed, cut after a part, sent away twice, and ended. */
const story: readonly Act[] = [
  503,
  (socket) => {
    tell(socket, { type: 'message', id: 'e.1', data: '更' });
    cut(socket);
  },
  async (socket, heard) => {
    await eventually('all again', () => heard.length === 3);
    acknowledge(socket, 2);
    void tellInPieces(socket, { type: 'message', id: 'e.2', data: '新 ✓ é' });
    cut(socket);
  },
  (socket) => {
    tell(socket, { type: 'reset' });
    socket.close(1012);
  },
  async (socket, heard) => {
    await eventually('the rest', () => heard.length === 1);
    acknowledge(socket, 3);
    socket.close(1001);
  },
  (socket) => setTimeout(() => socket.close(1000), 100),
];

function expectStory({ calls, asked }: Awaited<ReturnType<typeof scripted>>) {
  expect(asked()).toBe(story.length);
  expect(calls.map(({ query }) => query.get('lastId'))).toEqual(['', 'e.1', 'e.2', 'e.2', 'e.2']);
  expect(new Set(calls.map(({ query }) => query.get('session'))).size).toBe(1);
  expect([calls[1]?.heard, calls[3]?.heard, calls[4]?.heard]).toEqual([[1, 2, 3], [3], []]);
}

const connectIn = (url: string, sends: string) => `window.connection = sample.connect({
  onMessage: (data) => seen.push(data),
  onReset: () => seen.push('reset'),
  onEnd: (code) => seen.push(code),
}, '${url}');
${sends}`;

describe.concurrent('a client of a WebSocket', () => {
  test('for Node goes on where it was and says again what was not confirmed', async ({ onTestFinished: cleanUp }) => {
    const server = await scripted(cleanUp, story);
    const client = await runClient(cleanUp, sample('client.node.ts'), server.url);
    expect(await client.ended, client.said()).toBe(0);
    expect(client.lines).toEqual(['message "更"', 'message "新 ✓ é"', 'reset', 'end 1000']);
    expectStory(server);
  });

  test('for pages does the same', async ({ onTestFinished: cleanUp }) => {
    const server = await scripted(cleanUp, story);
    const script = connectIn(server.url, 'for (const text of "abc") window.connection.send(text);');
    const { seen } = await openPage(cleanUp, browser, ORIGIN, sample('client.browser.ts'), script);
    await eventually('the end', async () => (await seen()).includes(1000));
    expect(await seen()).toEqual(['更', '新 ✓ é', 'reset', 1000]);
    expectStory(server);
  });

  test('gives up where coming back would not help, and nowhere else', async ({ onTestFinished: cleanUp }) => {
    const close = (code: number) => (socket: WebSocket) => socket.close(code);
    for (const code of [1003, 1007, 1008, 1009]) {
      const server = await scripted(cleanUp, [close(1011), close(1013), close(code), close(1000)]);
      const client = await runClient(cleanUp, sample('client.node.ts'), server.url);
      expect(await client.ended).toBe(1);
      expect([client.lines.at(-1), server.asked()]).toEqual([`end ${code}`, 3]);
    }
  });

  test('does not say more than the network takes, or than it can remember', async ({ onTestFinished: cleanUp }) => {
    // A socket whose network is stuck stands in for the page's own.
    const script = `
      const sent = [];
      window.WebSocket = class {
        static OPEN = 1;
        readyState = 1;
        bufferedAmount = 0;
        constructor() { window.stuck = this; }
        send(text) { sent.push(JSON.parse(text).sequence); this.bufferedAmount += text.length; }
        close() {}
      };
      const { connect } = sample;
      const connection = connect({ onMessage() {}, onReset() {}, onEnd() {} }, 'ws://host');
      const accepted = Array.from({ length: 8 }, () => connection.send('x'.repeat(100)));
      seen.push(accepted.join(), sent.join());
      window.stuck.bufferedAmount = 0;
      for (const sequence of [1, 2]) window.stuck.onmessage({ data: JSON.stringify({ type: 'ack', sequence }) });
      seen.push(sent.join(), connection.send('more'));`;
    const client = sample('client.browser.ts', { MAX_BUFFERED_BYTES: 200, MAX_UNCONFIRMED: 6 });
    const { seen } = await openPage(cleanUp, browser, ORIGIN, client, script);
    await eventually('the end', async () => (await seen()).length === 4);
    expect(await seen()).toEqual(['true,true,true,true,true,true,false,false', '1,2', '1,2,3,4', true]);
  });

  test.for([
    ['says nothing again', 'sentCount = 0;\n    opened', 'opened'],
    ['forgets what was not confirmed', 'sentCount += 1;', 'outbox.shift();'],
    ['does not say where it was', 'URLSearchParams({ session, lastId })', 'URLSearchParams({ session })'],
    ['is another one each time', 'const session = randomUUID()', 'const session = { toString: () => randomUUID() }'],
  ] as const)('that %s would be noticed', async ([, right, wrong], { onTestFinished: cleanUp }) => {
    const server = await scripted(cleanUp, story);
    const program = sample('client.node.ts');
    expect(program).toContain(right);
    const client = await runClient(cleanUp, program.replace(right, wrong), server.url);
    await Promise.race([client.ended, wait(6000)]);
    expect(() => expectStory(server)).toThrow();
  });
});
