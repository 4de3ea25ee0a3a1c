import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { type Case, onlyKnowing, withNginxLimits } from '../support/generator-input.ts';
import { buildNetwork, startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { now, open } from '../support/stream-client.ts';

const HOST = 'news.example.com';
const ORIGIN = `https://${HOST}`;
const answers: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  credentials: 'cookie',
};
/** On /live, where Nginx waits three seconds for an answer, so that a poll is held for two. */
const caseAt = (port: number): Case => ({
  answers,
  facts: withNginxLimits(onlyKnowing('long-poll'), { proxyReadTimeoutSeconds: [3, 3] }),
  service: { path: '/live', port, host: HOST },
});
const QUICK: Constants = {
  FIRST_RETRY_MILLISECONDS: 50,
  MAX_RETRY_MILLISECONDS: 200,
  MIN_INTERVAL_MILLISECONDS: 10,
  PATIENCE_SECONDS: 60,
};
const QUIET: Constants = { DEMO_INTERVAL_MILLISECONDS: 60_000, DRAIN_SECONDS: 1 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const EVENTS = 60;
const WHOLE = [
  ...Array.from({ length: EVENTS }, (_, index) => ({ number: index + 1, text: `Update ${index + 1} · 更新 ✓` })),
  'done',
];
const printed = (line: string): unknown => (line === 'done {}' ? 'done' : JSON.parse(line.replace(/^message /, '')));
const pollIn = (url: string) => `
  window.halt = new AbortController();
  for await (const { type, data } of sample.poll(window.halt.signal, '${url}'))
    seen.push(type === 'message' ? data : type);
  seen.push('over');`;

describe.each(SERVERS)('%s of long-poll', (file) => {
  test.concurrent('tells both clients everything once, though it comes late and Nginx is restarted', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_EVENTS: EVENTS, DEMO_INTERVAL_MILLISECONDS: 70 };
    const { given, url, relay, startServer, restartNginx } = await buildNetwork(cleanUp, caseAt, file, changes);
    const { seen } = await openPage(
      cleanUp,
      browser,
      ORIGIN,
      generated(given, 'client.browser.ts', QUICK),
      pollIn(url),
    );
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', QUICK), url);
    await eventually('first attempts', () => relay.connections() >= 2);
    await startServer();
    await eventually('a third', () => client.lines.length > EVENTS / 3);
    await restartNginx();

    expect(await client.ended, client.said()).toBe(0);
    expect(client.lines.map(printed)).toEqual(WHOLE);
    await eventually('the end in the page', async () => (await seen()).includes('over'));
    expect(await seen()).toEqual([...WHOLE, 'over']);
    expect(relay.cutCharacters()).toBeGreaterThan(EVENTS / 3);
  });

  const ask = async (port: number, query = '', headers = {}, method = 'GET') => {
    const { response, seen } = open(port, `/live${query}`, { headers, method });
    const { pieces, status } = await seen;
    const text = pieces.map((piece) => piece.text).join('');
    return { status, headers: (await response).headers, ...(text.startsWith('{') && JSON.parse(text)) };
  };

  test.concurrent('refuses a foreign page, answers what was kept, and tells of a gap', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { ...QUIET, DEMO_EVENTS: 4, DEMO_INTERVAL_MILLISECONDS: 10, KEPT_EVENTS: 3, MAX_EVENTS: 2 };
    const { relay, count } = await startNetwork(cleanUp, caseAt, file, changes);
    expect((await ask(relay.port, '', { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask(relay.port, '', {}, 'POST')).status).toBe(405);
    await eventually('the end', async () => (await ask(relay.port)).events?.[1]?.data.number === 4);

    const { status, headers, since, reset, events } = await ask(relay.port, '', { Origin: ORIGIN });
    expect({ status, since, reset }).toEqual({ status: 200, since: '', reset: false });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store, no-transform',
      'access-control-allow-origin': ORIGIN,
      vary: 'Origin',
    });
    const epoch = events[0].id.replace('.3', '');
    const numbersAfter = async (cursor: string) => {
      const answer = await ask(relay.port, `?since=${cursor}`);
      const ids = answer.events.map(({ id }: { id: string }) => id.replace(`${epoch}.`, '')).join(' ');
      return `${answer.reset ? 'reset ' : ''}${ids}`;
    };
    expect(await numbersAfter(`${epoch}.2`)).toBe('3 4');
    expect(await numbersAfter(`${epoch}.3`)).toBe('4 5');
    expect(await numbersAfter(`${epoch}.4`)).toBe('5');
    for (const unknown of [`${epoch}.1`, `${epoch}.6`, `${epoch}.x`, 'before.3', '3', '.'])
      expect(await numbersAfter(unknown), unknown).toBe('reset 3 4');

    const asked = now();
    expect((await ask(relay.port, `?since=${epoch}.5`)).status).toBe(204);
    expect(now() - asked).toBeGreaterThan(1700);
    expect(await count('http_requests_total{code="204"}')).toBe(1);
    expect(await count('http_requests_total{code="403"}')).toBe(1);
  });

  test.concurrent('notices who leaves, and answers what it holds when it has to go', async ({
    onTestFinished: cleanUp,
  }) => {
    // Held for a long time behind an Nginx that waits long enough: what ends a poll here is not its time.
    const patientCase = (port: number): Case => ({ ...caseAt(port), facts: onlyKnowing('long-poll') });
    const { given, url, relay, server, count } = await startNetwork(cleanUp, patientCase, file, QUIET);
    const held = (expected: number) =>
      eventually(`${expected} held`, async () => (await count('stream_open_connections')) === expected, 10_000);
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', QUICK), url);
    const browserClient = generated(given, 'client.browser.ts', QUICK);
    const { page, seen } = await openPage(cleanUp, browser, ORIGIN, browserClient, pollIn(url));
    await held(2);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await held(1);
    await page.evaluate('window.halt.abort()');
    await held(0);
    await eventually('the end in the page', async () => (await seen()).join() === 'over');

    const polls = [ask(relay.port), ask(relay.port)];
    await held(2);
    const started = now();
    server.send('SIGTERM');
    for (const poll of polls) expect((await poll).status).toBe(204);
    expect(await server.ended, server.said()).toBe(0);
    expect(now() - started).toBeLessThan(8000);
  });
});
