import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { type Case, onlyKnowing } from '../support/generator-input.ts';
import { caseOf } from '../support/live.ts';
import { buildNetwork, startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { now, open } from '../support/stream-client.ts';

const HOST = 'events.example.com';
const ORIGIN = `https://${HOST}`;
const answers: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  heartbeat: 'yes',
  credentials: 'cookie',
};
/** On /live, with the heartbeat of a second that its short timeouts ask for. */
const caseAt = (port: number): Case => {
  const given = caseOf('sse', answers, port);
  return { ...given, service: { ...given.service, host: HOST } };
};
/** The same feed for pages that have to send a header with their request. */
const feedCase: Case = {
  ...caseAt(1),
  answers: { ...answers, useCase: 'notifications', request: 'url-only', credentials: 'header' },
  facts: onlyKnowing('http-stream'),
};
const QUICK: Constants = { MIN_RETRY_MILLISECONDS: 50, MAX_RETRY_MILLISECONDS: 200, DRAIN_SECONDS: 1 };
/** Clients that do not take a busy machine for a dead connection. */
const PATIENT: Constants = { FIRST_RETRY_MILLISECONDS: 100, MAX_RETRY_MILLISECONDS: 300, MAX_MISSED_HEARTBEATS: 30 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const EVENTS = 120;
const WHOLE = [
  ...Array.from({ length: EVENTS }, (_, index) => ({ number: index + 1, text: `Update ${index + 1} · 更新 ✓` })),
  'done',
];
const printed = (line: string): unknown => (line === 'done {}' ? 'done' : JSON.parse(line.replace(/^message /, '')));
const watchIn = (url: string) => `window.halt = sample.watch({
  onMessage: (data) => seen.push(data),
  onReset: () => seen.push('reset'),
  onDone: () => seen.push('done'),
}, '${url}');`;

const readIn = (url: string) => `
  for await (const { type, data } of sample.watch(new AbortController().signal, '${url}'))
    seen.push(type === 'message' ? data : type);`;

describe.each(SERVERS)('%s of sse', (file) => {
  test.concurrent('tells all clients everything once, though all is cut, recycled and restarted', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { ...QUICK, DEMO_EVENTS: EVENTS, DEMO_INTERVAL_MILLISECONDS: 50, RECYCLE_SECONDS: 1 };
    const { given, url, relay, startServer, restartNginx, count } = await buildNetwork(cleanUp, caseAt, file, changes);
    const browserClient = generated(given, 'client.browser.ts', PATIENT);
    const { seen } = await openPage(cleanUp, browser, ORIGIN, browserClient, watchIn(url));
    const feedClient = generated(feedCase, 'client.browser.ts', PATIENT);
    const reader = await openPage(cleanUp, browser, ORIGIN, feedClient, readIn(url));
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', PATIENT), url);
    await eventually('first attempts', () => relay.connections() >= 3);
    await startServer();
    await eventually('recycled', async () => (await count('stream_closes_total{reason="recycle"}')) >= 3);
    expect(client.lines).not.toContain('done {}');
    await restartNginx();

    expect(await client.ended, client.said()).toBe(0);
    expect(client.lines.map(printed)).toEqual(WHOLE);
    await eventually('the end in the page', async () => (await seen()).includes('done'));
    expect(await seen()).toEqual(WHOLE);
    await eventually('the end in the other page', async () => (await reader.seen()).includes('done'));
    expect(await reader.seen()).toEqual(WHOLE);
    expect(relay.cutCharacters()).toBeGreaterThan(EVENTS);
    await eventually('all closed', async () => (await count('stream_open_connections')) === 0);
    expect(await count('stream_closes_total{reason="error"}')).toBe(0);
  });

  test.concurrent('refuses a foreign page, replays what it has kept, and tells of a gap and of the end', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { ...QUICK, DEMO_EVENTS: 3, DEMO_INTERVAL_MILLISECONDS: 10, KEPT_EVENTS: 2 };
    const { relay } = await startNetwork(cleanUp, caseAt, file, changes);
    const ask = async (headers: { readonly [name: string]: string }, query = '', method = 'GET') => {
      const { response, seen } = open(relay.port, `/live${query}`, { headers, method });
      const { pieces, status } = await seen;
      return { headers: (await response).headers, text: pieces.map(({ text }) => text).join(''), status };
    };
    expect(await ask({ Origin: 'https://evil.example' })).toMatchObject({ status: 403, text: '' });
    expect((await ask({}, '', 'POST')).status).toBe(405);

    const { headers, text } = await ask({ Origin: ORIGIN });
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream/),
      'cache-control': 'no-store, no-transform',
      'access-control-allow-origin': ORIGIN,
      vary: 'Origin',
    });
    expect(headers['x-accel-buffering']).toBeUndefined();
    const [, epoch = ''] =
      /^retry: \d+\n: open\n\n(?:.*\n)*id: (\w+)\.4\nevent: done\ndata: \{\}\n\n$/.exec(text) ?? [];
    expect(epoch).not.toBe('');

    const idsAfter = async (lastEventId: string) => {
      const found = (await ask({ 'Last-Event-ID': lastEventId })).text.match(/event: reset|(?<=id: \w+\.)\d/g);
      return found?.join(' ');
    };
    expect(await idsAfter('')).toBe('3 4');
    expect(await idsAfter(`${epoch}.2`)).toBe('3 4');
    expect(await idsAfter(`${epoch}.3`)).toBe('4');
    for (const unknown of [`${epoch}.1`, `${epoch}.5`, `${epoch}.x`, 'before.3', '3', '.'])
      expect(await idsAfter(unknown), unknown).toBe('event: reset 3 4');
    expect(await ask({ 'Last-Event-ID': `${epoch}.4` })).toMatchObject({ status: 204, text: '' });
    expect((await ask({}, `?lastEventId=${epoch}.4`)).status).toBe(204);
    expect((await ask({ 'Last-Event-ID': `${epoch}.3` }, `?lastEventId=${epoch}.4`)).status).toBe(200);
  });

  test.concurrent('beats while it is quiet, notices who leaves, and ends what is open when it has to go', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { ...QUICK, DEMO_INTERVAL_MILLISECONDS: 60_000 };
    const { given, relay, server, url, count } = await startNetwork(cleanUp, caseAt, file, changes);
    const openStreams = (expected: number) =>
      eventually(`${expected} open streams`, async () => (await count('stream_open_connections')) === expected);
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', PATIENT), url);
    const { page } = await openPage(
      cleanUp,
      browser,
      ORIGIN,
      generated(given, 'client.browser.ts', PATIENT),
      watchIn(url),
    );
    await openStreams(2);
    await eventually('heartbeats', async () => (await count('stream_heartbeats_total')) >= 4);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await openStreams(1);
    await page.evaluate('window.halt()');
    await openStreams(0);

    const streams = [open(relay.port, '/live'), open(relay.port, '/live')];
    await openStreams(2);
    const started = now();
    server.send('SIGTERM');
    for (const { seen } of streams) {
      const { isWhole, pieces } = await seen;
      expect(isWhole).toBe(true);
      expect(pieces.at(-1)?.text).toBe('retry: 500\n\n');
    }
    expect(await server.ended, server.said()).toBe(0);
    expect(now() - started).toBeLessThan(8000);
  });

  test.concurrent('is left by clients that hear nothing from it', async ({ onTestFinished: cleanUp }) => {
    const changes = { ...QUICK, DEMO_INTERVAL_MILLISECONDS: 60_000, HEARTBEAT_SECONDS: 0 };
    const { given, url, count } = await startNetwork(cleanUp, caseAt, file, changes);
    const hasty = { ...PATIENT, MAX_MISSED_HEARTBEATS: 1 };
    await runClient(cleanUp, generated(given, 'client.node.ts', hasty), url);
    await openPage(cleanUp, browser, ORIGIN, generated(given, 'client.browser.ts', hasty), watchIn(url));
    await eventually('both again and again', async () => (await count('stream_opens_total{resumed="false"}')) >= 5);
  });
});
