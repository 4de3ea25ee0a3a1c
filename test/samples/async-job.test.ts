import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { facts } from '../support/facts.ts';
import { type Case, withNginxLimits } from '../support/generator-input.ts';
import { startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { now, open, wait } from '../support/stream-client.ts';

const HOST = 'jobs.example.com';
const ORIGIN = `https://${HOST}`;
const answers: Answers = {
  conversation: 'server-streams',
  ifCut: 'must-finish',
  longestRunSeconds: 1200,
  heartbeat: 'yes',
  credentials: 'cookie',
  request: 'body',
};
/** On /live, watched by this protocol, or asked after where it is none for that, where Nginx waits three seconds for a byte. */
const caseWith =
  (watch: ProtocolId) =>
  (port: number): Case => {
    const protocols = facts.protocols.filter(({ id }) => id === 'async-job' || id === watch);
    return {
      answers,
      facts: withNginxLimits({ ...facts, protocols }, { proxyReadTimeoutSeconds: [3, 3] }),
      service: { path: '/live', port, host: HOST },
    };
  };
const QUICK: Constants = {
  FIRST_RETRY_MILLISECONDS: 50,
  MAX_RETRY_MILLISECONDS: 200,
  MAX_FAILURES: 30,
  MAX_MISSED_HEARTBEATS: 30,
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const runIn = (url: string, text: string) => `
  const { signal } = (window.halt = new AbortController());
  window.url = await sample.start({ text: '${text}' }, signal, '${url}');
  for await (const { state, progress } of sample.watch(window.url, signal)) seen.push([state, progress]);
  seen.push(signal.aborted ? 'left' : await sample.result(window.url, signal));`;

type Shown = readonly [state: string, progress: number];
/** Whether what was shown begins soon, only goes up, and ends well. */
function expectProgress(shown: readonly Shown[], steps: number) {
  const progress = shown.map(([, value]) => value);
  expect([...progress].sort((one, other) => one - other)).toEqual(progress);
  expect(new Set(progress.slice(0, -1)).size).toBeGreaterThanOrEqual(progress.length - 2);
  expect(progress.length).toBeGreaterThan(steps / 4);
  expect(shown.at(-1)).toEqual(['succeeded', 1]);
  expect(shown.slice(0, -1).every(([state]) => ['queued', 'running'].includes(state))).toBe(true);
}

async function runBoth(
  given: Case,
  url: string,
  cleanUp: Parameters<typeof runClient>[0],
  during: () => Promise<void>,
  steps: number,
) {
  const { seen } = await openPage(
    cleanUp,
    browser,
    ORIGIN,
    generated(given, 'client.browser.ts', QUICK),
    runIn(url, 'Seite ✓'),
  );
  const client = await runClient(cleanUp, generated(given, 'client.node.ts', QUICK), '节点 ✓', url);
  await during();
  expect(await client.ended, client.said()).toBe(0);
  expect(client.lines[0]).toMatch(/^job http:\/\/127\.0\.0\.1:\d+\/live\/[\w-]+$/);
  const shown = client.lines.slice(1, -1).map((line): Shown => [line.replace(/ .*/, ''), Number(line.split(' ')[1])]);
  expectProgress(shown, steps);
  const result = (input: string) => ({ text: '完成 ✓', input: { text: input } });
  expect(JSON.parse(client.lines.at(-1)?.replace('result ', '') ?? '')).toEqual(result('节点 ✓'));
  await eventually('the result in the page', async () => !Array.isArray((await seen()).at(-1) ?? []));
  expect((await seen()).at(-1)).toEqual(result('Seite ✓'));
  expectProgress((await seen()).slice(0, -1) as Shown[], steps);
}

/** One request through Nginx, and the whole answer. */
async function ask(port: number, path = '', init: RequestInit = {}) {
  const response = await fetch(`http://127.0.0.1:${port}/live${path}`, init);
  const { status, headers } = response;
  const text = await response.text();
  return { status, headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}
const KEY = 'a-key-of-this-test-alone';
const post = (port: number, headers: { readonly [name: string]: string } = {}, body = '{"text":"Hello"}') =>
  ask(port, '', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': KEY, ...headers },
    body,
  });

describe.each(SERVERS)('%s of async-job', (file) => {
  test.concurrent('shows both clients their job to its end, though all is cut, recycled and restarted', async ({
    onTestFinished: cleanUp,
  }) => {
    const steps = 40;
    const changes = { DEMO_STEPS: steps, DEMO_INTERVAL_MILLISECONDS: 100, RECYCLE_SECONDS: 1, RETRY_AFTER_SECONDS: 1 };
    const { given, url, relay, restartNginx, count } = await startNetwork(cleanUp, caseWith('sse'), file, changes);
    const during = async () => {
      await eventually('recycled', async () => (await count('stream_closes_total{reason="recycle"}')) >= 2);
      await restartNginx();
    };
    await runBoth(given, url, cleanUp, during, steps);
    expect(relay.cutCharacters()).toBeGreaterThanOrEqual(2);
    expect(await count('job_runs_total{outcome="succeeded"}')).toBe(2);
    expect(await count('stream_closes_total{reason="end"}')).toBe(2);
    expect(await count('stream_opens_total{resumed="true"}')).toBeGreaterThanOrEqual(2);
  });

  test.concurrent('starts one job for one key, and refuses what it must', async ({ onTestFinished: cleanUp }) => {
    const changes = { DEMO_STEPS: 20, DEMO_INTERVAL_MILLISECONDS: 200, KEEP_SECONDS: 6, MAX_JOBS: 2 };
    const { relay, count } = await startNetwork(cleanUp, caseWith('sse'), file, changes);
    const { port } = relay;
    expect((await post(port, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(port, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post(port, { 'Idempotency-Key': 'short' })).status).toBe(400);
    expect((await post(port, {}, '{')).status).toBe(400);
    expect((await post(port, {}, `"${'x'.repeat(70_000)}"`)).status).toBeGreaterThanOrEqual(400);
    expect((await ask(port)).status).toBe(405);

    const [first, second] = await Promise.all([post(port, { Origin: ORIGIN }), post(port)]);
    expect([first.status, second.status]).toEqual([202, 202]);
    const location = String(first.headers.get('location'));
    expect(location).toBe(`/live/${first.json.id}`);
    expect(second.headers.get('location')).toBe(location);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'retry-after': '2',
      'cache-control': 'no-store, no-transform',
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'Location, Retry-After',
    });
    expect((await post(port, {}, '{"text":"another"}')).status).toBe(422);
    const own = location.replace('/live', '');
    await eventually('started', async () => (await ask(port, own)).json.state !== 'queued');
    const status = await ask(port, own);
    expect(status.json).toMatchObject({ id: first.json.id, state: 'running' });
    expect(status.headers.get('retry-after')).toBe('2');
    expect((await ask(port, `${own}/result`)).status).toBe(409);
    expect((await ask(port, '/nobody-knows-it')).status).toBe(404);

    const watched = await ask(port, `/events${own}`);
    const versions = [...watched.text.matchAll(/^id: (\d+)\ndata: (.*)\n\n/gm)].map(([, id, data = '']) => {
      expect(String(JSON.parse(data).version)).toBe(id);
      return Number(id);
    });
    expect(versions.every((version, index) => version > (versions[index - 1] ?? 0))).toBe(true);
    expect(watched.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const last = { 'Last-Event-ID': String(versions.at(-1)) };
    expect((await ask(port, `/events${own}`, { headers: last })).status).toBe(204);
    const before = { 'Last-Event-ID': String((versions.at(-1) ?? 0) - 1) };
    expect((await ask(port, `/events${own}`, { headers: before })).text.match(/^data: /gm)?.length).toBe(1);
    const over = await ask(port, own);
    expect(over.json).toMatchObject({ state: 'succeeded', progress: 1 });
    expect(over.headers.get('retry-after')).toBeNull();
    expect((await ask(port, `${own}/result`)).json).toEqual({ text: '完成 ✓', input: { text: 'Hello' } });
    expect(await count('job_runs_total{outcome="succeeded"}')).toBe(1);

    const other = { 'Idempotency-Key': 'another-key-of-this-test' };
    expect((await post(port, other)).status).toBe(202);
    expect((await post(port, { 'Idempotency-Key': 'one-key-of-this-test-too-many' })).status).toBe(503);
    await eventually('forgotten', async () => (await ask(port, own)).status === 404);
    expect((await post(port)).headers.get('location')).not.toBe(location);
  });

  test.concurrent('beats, and cancels what runs and what waits', async ({ onTestFinished: cleanUp }) => {
    const changes = { DEMO_STEPS: 600, DEMO_INTERVAL_MILLISECONDS: 100, MAX_RUNNING: 1 };
    const { given, url, count } = await startNetwork(cleanUp, caseWith('sse'), file, changes);
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', QUICK), 'Hello', url);
    const browserClient = generated(given, 'client.browser.ts', QUICK);
    const { page, seen } = await openPage(cleanUp, browser, ORIGIN, browserClient, runIn(url, 'Hello'));
    const isCancelled = (jobs: number) =>
      eventually(`${jobs} cancelled`, async () => (await count('job_runs_total{outcome="cancelled"}')) === jobs);
    await eventually('both watch', async () => (await count('stream_open_connections')) === 2);
    await eventually('heartbeats', async () => (await count('stream_heartbeats_total')) >= 2);
    expect(await count('job_queue_oldest_seconds')).toBeGreaterThan(0);

    await page.evaluate('window.halt.abort()');
    await eventually('the page left', async () => (await seen()).at(-1) === 'left');
    await eventually('one watches', async () => (await count('stream_open_connections')) === 1);
    await isCancelled(0);
    await page.evaluate('import("/client.js").then(({ cancel }) => cancel(window.url))');
    await isCancelled(1);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await isCancelled(2);
    expect(await count('job_queue_oldest_seconds')).toBe(0);
  });

  test.concurrent('lets a job end when it has to go', async ({ onTestFinished: cleanUp }) => {
    const changes = { DEMO_STEPS: 20, DEMO_INTERVAL_MILLISECONDS: 100, MAX_RUNNING: 1, DRAIN_SECONDS: 15 };
    const { relay, server } = await startNetwork(cleanUp, caseWith('sse'), file, changes);
    const { json } = await post(relay.port);
    const watched = open(relay.port, `/live/events/${json.id}`);
    await watched.response;
    // This one waits for a worker and is never begun.
    await post(relay.port, { 'Idempotency-Key': 'another-key-of-this-test' });
    const started = now();
    server.send('SIGTERM');
    await wait(600);
    expect((await post(relay.port, { 'Idempotency-Key': 'one-more-key-of-this-test' })).status).toBeGreaterThan(500);
    expect(await server.ended, server.said()).toBe(0);
    expect((await watched.seen).isWhole).toBe(true);
    expect(now() - started).toBeGreaterThan(1000);
    expect(now() - started).toBeLessThan(15_000);
  });

  test.concurrent.for(['long-poll', 'http'] as const)(
    'shows both clients their job to its end by %s',
    async (watch, { onTestFinished: cleanUp }) => {
      const changes = { DEMO_STEPS: 5, DEMO_INTERVAL_MILLISECONDS: 800, RETRY_AFTER_SECONDS: 1 };
      const { given, url, restartNginx, count } = await startNetwork(cleanUp, caseWith(watch), file, changes);
      const during = async () => {
        await wait(1500);
        await restartNginx();
      };
      await runBoth(given, url, cleanUp, during, 5);
      expect(await count('job_runs_total{outcome="succeeded"}')).toBe(2);
      expect(await count('stream_open_connections')).toBe(0);
    },
  );
});
