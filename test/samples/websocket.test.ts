import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Constants } from '../../src/generators/print/program.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Case } from '../support/generator-input.ts';
import { type CleanUp, caseOf } from '../support/live.ts';
import { buildNetwork, startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { now } from '../support/stream-client.ts';

const HOST = 'chat.example.com';
const ORIGIN = `https://${HOST}`;
const answers: Answers = {
  conversation: 'interleaved',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  heartbeat: 'yes',
  credentials: 'cookie',
};
/** On /live, with the heartbeat of a second that its short timeouts ask for. */
const caseAt = (port: number): Case => {
  const given = caseOf('websocket', answers, port);
  return { ...given, service: { ...given.service, host: HOST } };
};
/** Clients that do not take a busy machine for a dead connection. */
const PATIENT: Constants = {
  FIRST_RETRY_MILLISECONDS: 100,
  MAX_RETRY_MILLISECONDS: 300,
  PLANNED_RETRY_MILLISECONDS: 100,
  MAX_MISSED_HEARTBEATS: 30,
};
const QUIET: Constants = { DEMO_INTERVAL_MILLISECONDS: 60_000, DRAIN_SECONDS: 1 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What the server says goes on for ten seconds, well beyond what its clients have to say. */
const SERVER_MESSAGES = 120;
const CLIENT_MESSAGES = 30;
type Said = { readonly from: string; readonly number: number; readonly text: string };
const connectIn = (url: string, messages: number) => `window.connection = sample.connect({
  onMessage: (data) => seen.push(data),
  onReset: () => seen.push('reset'),
  onEnd: (code) => seen.push(code),
}, '${url}');
for (let number = 1; number <= ${messages}; number += 1) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  window.connection.send({ from: 'page', number, text: '你好 ✓ ' + number });
}`;
/** Whether each speaker's messages are all there, once and in order. */
function expectAll(said: readonly Said[]) {
  const from = (name: string) => said.filter((message) => message.from === name).map(({ number }) => number);
  const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
  expect(from('server')).toEqual(upTo(SERVER_MESSAGES));
  expect(from('client')).toEqual(upTo(CLIENT_MESSAGES));
  expect(from('page')).toEqual(upTo(CLIENT_MESSAGES));
  expect(said.length).toBe(SERVER_MESSAGES + 2 * CLIENT_MESSAGES);
  for (const { number, text } of said) expect(text).toMatch(new RegExp(`(更新|你好) ✓|你好 ✓ ${number}$`));
}

/** A client of this test, with all it was told. */
function dial(cleanUp: CleanUp, port: number, query = '', origin = ORIGIN) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live${query}`, { origin });
  const told: { type: string; id?: string; sequence?: number; data?: unknown }[] = [];
  socket.on('message', (text) => told.push(JSON.parse(String(text))));
  const status = new Promise<number>((resolve) => {
    socket.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode)).once('open', () => resolve(101));
  });
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve).on('error', () => undefined);
  });
  cleanUp(() => socket.terminate());
  return { socket, told, status, closed };
}

describe.each(SERVERS)('%s of websocket', (file) => {
  test.concurrent('takes and tells everything once, though all is cut, recycled and restarted', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_MESSAGES: SERVER_MESSAGES, DEMO_INTERVAL_MILLISECONDS: 80, RECYCLE_SECONDS: 1 };
    const { given, url, relay, startServer, restartNginx, count } = await buildNetwork(cleanUp, caseAt, file, changes);
    const address = url.replace('http', 'ws');
    const browserClient = generated(given, 'client.browser.ts', PATIENT);
    const { seen } = await openPage(cleanUp, browser, ORIGIN, browserClient, connectIn(address, CLIENT_MESSAGES));
    const chatty = { ...PATIENT, DEMO_MESSAGES: CLIENT_MESSAGES, DEMO_INTERVAL_MILLISECONDS: 100 };
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', chatty), address);
    await eventually('first attempts', () => relay.connections() >= 2);
    await startServer();
    await eventually('recycled', async () => (await count('stream_closes_total{reason="recycle"}')) >= 2);
    expect(client.said()).not.toContain('end');
    await restartNginx();

    expect(await client.ended, client.said()).toBe(0);
    expect(client.lines.at(-1)).toBe('end 1000');
    expectAll(client.lines.slice(0, -1).map((line) => JSON.parse(line.replace('message ', ''))));
    await eventually('the end in the page', async () => (await seen()).includes(1000));
    expectAll((await seen()).slice(0, -1) as Said[]);
    expect(relay.cutCharacters()).toBeGreaterThan(SERVER_MESSAGES);
    await eventually('all closed', async () => (await count('stream_open_connections')) === 0);
    expect(await count('stream_closes_total{reason="end"}')).toBe(2);
    expect(await count('stream_opens_total{resumed="true"}')).toBeGreaterThanOrEqual(2);
  });

  test.concurrent('refuses a foreign page and what it cannot take, replays, and tells of a gap', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { ...QUIET, KEPT_MESSAGES: 2, MAX_MESSAGE_BYTES: 1000 };
    const { relay, port } = await startNetwork(cleanUp, caseAt, file, changes);
    expect(await dial(cleanUp, relay.port, '', 'https://evil.example').status).toBe(403);
    const plain = await fetch(`http://127.0.0.1:${port}/live`);
    expect(plain.status).toBeGreaterThanOrEqual(400);

    const session = 'session=a-session-of-this-test';
    const first = dial(cleanUp, relay.port, `?${session}`);
    expect(await first.status).toBe(101);
    const acks = (told: (typeof first)['told']) => told.flatMap(({ sequence }) => sequence ?? []);
    const messages = () => first.told.filter(({ type }) => type === 'message');
    for (const sequence of [1, 2, 2, 3]) {
      const acked = acks(first.told).length;
      first.socket.send(JSON.stringify({ sequence, data: `更${sequence}` }));
      await eventually('it', () => acks(first.told).length > acked && messages().length === sequence);
    }
    expect(acks(first.told)).toEqual([1, 2, 2, 3]);
    expect(messages().map(({ data }) => data)).toEqual(['更1', '更2', '更3']);
    const epoch = messages()[0]?.id?.replace('.1', '') ?? '';

    const second = dial(cleanUp, relay.port, `?${session}`);
    await second.status;
    second.socket.send('{"sequence":3,"data":"again"}');
    await eventually('an ack', () => acks(second.told).length === 1);
    expect(messages().length).toBe(3);
    const replayed = async (lastId: string) => {
      const { told } = dial(cleanUp, relay.port, `?lastId=${lastId}`);
      const wanted = lastId === `${epoch}.3` ? 1 : 2;
      await eventually('a replay', () => told.length > wanted || (wanted === 1 && told.length === 1));
      return told.map(({ type, data }) => data ?? type).join(' ');
    };
    expect(await replayed(`${epoch}.2`)).toMatch(/^ping 更3/);
    expect(await replayed(`${epoch}.3`)).toBe('ping');
    for (const unknown of [`${epoch}.0`, `${epoch}.5`, `${epoch}.x`, 'before.3', '.'])
      expect(await replayed(unknown), unknown).toMatch(/^ping reset/);

    for (const [wrong, code] of [
      [Buffer.from([1, 2, 3]), 1003],
      ['not JSON', 1008],
      ['{"data":1}', 1008],
      [`{"sequence":9,"data":"${'x'.repeat(5000)}"}`, 1009],
    ] as const) {
      const { socket, status, closed } = dial(cleanUp, relay.port);
      await status;
      socket.send(wrong);
      expect(await closed).toBe(code);
    }
  });

  test.concurrent('pings, notices who leaves or is lost, and ends what is open when it has to go', async ({
    onTestFinished: cleanUp,
  }) => {
    const { given, relay, server, url, count } = await startNetwork(cleanUp, caseAt, file, QUIET);
    const openConnections = (expected: number) =>
      eventually(`${expected} open`, async () => (await count('stream_open_connections')) === expected);
    const address = url.replace('http', 'ws');
    const client = await runClient(
      cleanUp,
      generated(given, 'client.node.ts', { ...PATIENT, DEMO_MESSAGES: 0 }),
      address,
    );
    const browserClient = generated(given, 'client.browser.ts', PATIENT);
    const { page } = await openPage(cleanUp, browser, ORIGIN, browserClient, connectIn(address, 0));
    await openConnections(2);
    await eventually('heartbeats', async () => (await count('stream_heartbeats_total')) >= 6);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await openConnections(1);
    await page.evaluate('window.connection.close()');
    await openConnections(0);
    expect(await count('stream_closes_total{reason="client"}')).toBe(2);

    const lost = dial(cleanUp, relay.port);
    await lost.status;
    lost.socket.pause();
    await openConnections(1);
    await eventually('the lost one noticed', async () => (await count('stream_closes_total{reason="error"}')) === 1);

    const all = [dial(cleanUp, relay.port), dial(cleanUp, relay.port)];
    let pings = 0;
    for (const { socket } of all) socket.on('ping', () => (pings += 1));
    await openConnections(2);
    await eventually('pings', () => pings >= 2);
    const started = now();
    server.send('SIGTERM');
    for (const { closed } of all) expect(await closed).toBe(1001);
    expect(await server.ended, server.said()).toBe(0);
    expect(now() - started).toBeLessThan(8000);
  });
});

test('a server that says nothing is left by its clients', async ({ onTestFinished: cleanUp }) => {
  const { given, url, count } = await startNetwork(cleanUp, caseAt, 'server.node.ts', {
    ...QUIET,
    HEARTBEAT_SECONDS: 0,
  });
  const hasty = { ...PATIENT, MAX_MISSED_HEARTBEATS: 1, DEMO_MESSAGES: 0 };
  const address = url.replace('http', 'ws');
  await runClient(cleanUp, generated(given, 'client.node.ts', hasty), address);
  await openPage(cleanUp, browser, ORIGIN, generated(given, 'client.browser.ts', hasty), connectIn(address, 0));
  await eventually('both again and again', async () => (await count('stream_opens_total{resumed="false"}')) >= 5);
});
