import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Case } from '../support/generator-input.ts';
import { caseOf } from '../support/live.ts';
import { startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { now, open, wait } from '../support/stream-client.ts';

const HOST = 'answers.example.com';
const ORIGIN = `https://${HOST}`;
const answers: Answers = {
  useCase: 'ai-reply',
  conversation: 'server-streams',
  request: 'body',
  ifCut: 'resume',
  longestRunSeconds: 600,
  heartbeat: 'yes',
  credentials: 'cookie',
};
/** On /live, with the heartbeat of a second that its short timeouts ask for. */
const caseIn =
  (framing: 'sse-events' | 'ndjson') =>
  (port: number): Case => {
    const given = caseOf('http-stream', { ...answers, framing }, port);
    return { ...given, service: { ...given.service, host: HOST } };
  };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Clients that do not take a busy machine for a dead connection. */
const PATIENT: Constants = { MAX_MISSED_HEARTBEATS: 30 };
const askIn = (prompt: string, url: string) => `
  window.halt = new AbortController();
  for await (const text of sample.ask('${prompt}', window.halt.signal, '${url}')) seen.push(text);
  seen.push('over');`;

const KEY = 'a-key-of-this-test-alone';
const answerTo = (prompt: string, pieces: number) =>
  Array.from({ length: pieces }, (_, index) => `${prompt} ${index + 1} · 你好 ✓\n`).join('');

describe.each(SERVERS)('%s of http-stream', (file) => {
  test.concurrent.for(['sse-events', 'ndjson'] as const)(
    'gives both clients one whole answer in %s, though all is cut, recycled and restarted',
    async (framing, { onTestFinished: cleanUp }) => {
      const pieces = 100;
      const changes = { DEMO_PIECES: pieces, DEMO_INTERVAL_MILLISECONDS: 50, RECYCLE_SECONDS: 1 };
      const { given, url, relay, restartNginx, count } = await startNetwork(cleanUp, caseIn(framing), file, changes);
      const browserClient = generated(given, 'client.browser.ts', PATIENT);
      const { seen } = await openPage(cleanUp, browser, ORIGIN, browserClient, askIn('Seite', url));
      const client = await runClient(cleanUp, generated(given, 'client.node.ts', PATIENT), '节点', url);
      await eventually('recycled', async () => (await count('stream_closes_total{reason="recycle"}')) >= 2);
      expect(client.lines.length).toBeLessThan(pieces);
      await restartNginx();

      expect(await client.ended, client.said()).toBe(0);
      expect(client.lines.map((line) => `${line}\n`).join('')).toBe(answerTo('节点', pieces));
      await eventually('the end in the page', async () => (await seen()).includes('over'));
      expect((await seen()).join('')).toBe(`${answerTo('Seite', pieces)}over`);
      expect(relay.cutCharacters()).toBeGreaterThan(pieces);
    },
  );

  const ask = (port: number, headers: object = {}, body = '{"prompt":"Hello"}') => {
    const known = { 'Content-Type': 'application/json', 'Idempotency-Key': KEY, 'Content-Length': body.length };
    return open(port, '/live', { method: 'POST', headers: { ...known, ...headers } }, [body]);
  };
  const textOf = async ({ seen }: ReturnType<typeof ask>) => (await seen).pieces.map(({ text }) => text).join('');
  const idsIn = (text: string) =>
    [...text.matchAll(/^id: (\d+)\nevent: (\w+)$/gm)].map(([, id, type]) => `${id} ${type}`);

  test.concurrent('repeats nothing for one key, and refuses what it must', async ({ onTestFinished: cleanUp }) => {
    const changes: Constants = { DEMO_PIECES: 3, DEMO_INTERVAL_MILLISECONDS: 1000 };
    const { relay, count } = await startNetwork(cleanUp, caseIn('sse-events'), file, changes);
    const status = async (headers: object, body?: string) => (await ask(relay.port, headers, body).seen).status;
    expect(await status({ Origin: 'https://evil.example' })).toBe(403);
    expect(await status({ 'Content-Type': 'text/plain' })).toBe(415);
    expect(await status({ 'Idempotency-Key': '' })).toBe(400);
    expect(await status({}, '{"prompt":1}')).toBe(400);
    expect(await status({}, 'prompt')).toBe(400);
    expect(await status({ 'Last-Event-ID': '1' })).toBe(410);
    const other = (method: string) => open(relay.port, '/live', { method, headers: { Origin: ORIGIN } });
    expect((await other('GET').seen).status).toBe(405);
    const preflight = other('OPTIONS');
    expect((await preflight.seen).status).toBe(204);
    expect((await preflight.response).headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'POST, DELETE',
      'access-control-allow-headers': expect.stringContaining('Idempotency-Key'),
    });

    const both = [ask(relay.port), ask(relay.port)] as const;
    const { headers } = await both[0].response;
    expect(headers).toMatchObject({ 'cache-control': 'no-store, no-transform', 'x-content-type-options': 'nosniff' });
    const whole = ['1 text', '2 text', '3 text', '4 done'];
    for (const asked of both) expect(idsIn(await textOf(asked))).toEqual(whole);
    const asked = now();
    expect(idsIn(await textOf(ask(relay.port)))).toEqual(whole);
    expect(now() - asked).toBeLessThan(2000);
    expect(idsIn(await textOf(ask(relay.port, { 'Last-Event-ID': '2' })))).toEqual(whole.slice(2));
    expect(await status({ 'Last-Event-ID': '5' })).toBe(410);
    expect(await count('stream_closes_total{reason="end"}')).toBe(4);
  });

  test.concurrent('stops when it is told to, or when nobody comes back', async ({ onTestFinished: cleanUp }) => {
    const changes: Constants = { DEMO_PIECES: 1000, DEMO_INTERVAL_MILLISECONDS: 50, RESUME_SECONDS: 1 };
    const { given, relay, url, count } = await startNetwork(cleanUp, caseIn('sse-events'), file, changes);
    const openStreams = (expected: number) =>
      eventually(`${expected} open streams`, async () => (await count('stream_open_connections')) === expected);
    const left = ask(relay.port);
    await left.response;
    left.close();
    await openStreams(0);
    await wait(1500);
    const ids = idsIn(await textOf(ask(relay.port)));
    expect(ids.at(-1)).toBe(`${ids.length} error`);
    expect(ids.length).toBeLessThan(60);

    const client = await runClient(cleanUp, generated(given, 'client.node.ts', PATIENT), 'Hello', url);
    const browserClient = generated(given, 'client.browser.ts', PATIENT);
    const { page, seen } = await openPage(cleanUp, browser, ORIGIN, browserClient, askIn('Hello', url));
    const told = ask(relay.port, { 'Idempotency-Key': 'another-key-of-this-test' });
    await openStreams(3);
    open(relay.port, '/live', { method: 'DELETE', headers: { 'Idempotency-Key': 'another-key-of-this-test' } });
    expect(await textOf(told)).toMatch(/event: error\ndata: \{"code": ?"cancelled"\}\n\n$/);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await page.evaluate('window.halt.abort()');
    await eventually('the end in the page', async () => (await seen()).includes('over'));
    await openStreams(0);
  });

  test.concurrent('lets an answer end when it has to go', async ({ onTestFinished: cleanUp }) => {
    const changes: Constants = { DEMO_PIECES: 20, DEMO_INTERVAL_MILLISECONDS: 100, DRAIN_SECONDS: 5 };
    const { relay, server } = await startNetwork(cleanUp, caseIn('sse-events'), file, changes);
    const asked = ask(relay.port);
    await asked.response;
    await wait(300);
    server.send('SIGTERM');
    await wait(600);
    expect((await ask(relay.port, { 'Idempotency-Key': 'another-key-of-this-test' }).seen).status).toBeGreaterThan(500);
    expect(idsIn(await textOf(asked)).at(-1)).toBe('21 done');
    expect((await asked.seen).isWhole).toBe(true);
    expect(await server.ended, server.said()).toBe(0);
  });
});
