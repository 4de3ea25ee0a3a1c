import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import {
  ask,
  mcpCase,
  modern,
  modernHeaders,
  ORIGIN,
  printSteps,
  reportIn,
  reportOf,
  revisionsIn,
} from '../support/mcp.ts';
import { startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

const caseAt = mcpCase('mcp-2026');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Clients that do not take a busy machine for a dead connection. */
const PATIENT: Constants = { MAX_MISSED_HEARTBEATS: 30 };
const STEPS = 100;
const RUNS: Constants = { DEMO_STEPS: STEPS, DEMO_INTERVAL_MILLISECONDS: 50, DEMO_CHANGE_MILLISECONDS: 300 };
const isText = (seen: unknown): seen is string => typeof seen === 'string';

/** What was seen of a call that was cut and made again: its beginning, and then all of it. */
function expectRepeated(lines: readonly string[], text: string) {
  const whole = reportOf(text, STEPS);
  const again = lines.lastIndexOf(whole[0] ?? '');
  expect(again, lines.join('\n')).toBeGreaterThan(0);
  expect(lines.slice(0, again)).toEqual(whole.slice(0, again));
  expect(lines.slice(again)).toEqual(whole);
}

describe.each(SERVERS)('%s of MCP 2026-07-28', (file) => {
  test.concurrent('serves all clients, who ask again for what was lost when all is cut, recycled and restarted', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { ...RUNS, RECYCLE_SECONDS: 1 };
    const { given, url, relay, restartNginx, count } = await startNetwork(cleanUp, caseAt, file, changes);
    const client = generated(given, 'client.node.ts', PATIENT);
    const watcher = await runClient(cleanUp, client, url);
    const page = generated(given, 'client.browser.ts', PATIENT);
    const { page: tab, seen } = await openPage(cleanUp, browser, ORIGIN, page, reportIn('Seite', url));
    const called = async () => (await seen()).filter(isText);
    await eventually('the page', async () => (await called()).length > 0);
    const caller = await runClient(cleanUp, client, 'make_report', '{"text":"节点"}', url);
    await eventually('the other client', () => caller.lines.length > 5);
    await eventually('recycled', async () => (await count('stream_closes_total{reason="recycle"}')) >= 1);
    await restartNginx();
    const before = revisionsIn(watcher.lines).length;

    expect(await caller.ended, caller.said()).toBe(0);
    expectRepeated(caller.lines, '节点');
    await eventually('the end in the page', async () => (await called()).includes('over'));
    expectRepeated((await called()).slice(0, -1), 'Seite');
    await eventually('changes', () => revisionsIn(watcher.lines).length > before);
    const inPage = (await seen()).flatMap((each) =>
      isText(each) ? [] : (each as { description: string }).description,
    );
    for (const revisions of [revisionsIn(watcher.lines), revisionsIn(inPage)]) {
      expect(revisions.length).toBeGreaterThan(3);
      expect(revisions).toEqual(revisions.toSorted((one, other) => one - other));
    }
    expect(relay.cutCharacters()).toBeGreaterThan(STEPS);
    watcher.send('SIGINT');
    expect(await watcher.ended, watcher.said()).toBe(0);
    await tab.evaluate('window.halt.abort()');
    await eventually('all closed', async () => (await count('stream_open_connections')) === 0);
    // The two calls that were cut.
    expect(await count('stream_closes_total{reason="client"}')).toBeGreaterThanOrEqual(2);
  });

  test.concurrent('takes a closed stream for a cancelled call, and silence for work', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_STEPS: 1000, DEMO_INTERVAL_MILLISECONDS: 100 };
    const network = await startNetwork(cleanUp, caseAt, file, changes, printSteps);
    const { given, url, relay, server, count } = network;
    const client = await runClient(
      cleanUp,
      generated(given, 'client.node.ts', PATIENT),
      'make_report',
      '{"text":"a"}',
      url,
    );
    const page = generated(given, 'client.browser.ts', PATIENT);
    const { page: tab } = await openPage(cleanUp, browser, ORIGIN, page, reportIn('b', url));
    const halt = new AbortController();
    const listening = { notifications: {} };
    const quiet = ask(
      relay.port,
      modern('subscriptions/listen', listening),
      modernHeaders('subscriptions/listen'),
      halt,
    );
    quiet.catch(() => undefined);
    await eventually('all open', async () => (await count('stream_open_connections')) === 4);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await tab.evaluate('window.halt.abort()');
    await eventually('calls closed', async () => (await count('stream_open_connections')) === 1);
    await wait(300);
    const steps = server.lines.length;
    await wait(1000);
    expect(server.lines.length).toBe(steps);
    // Longer than Nginx waits for a byte.
    const beats = await count('stream_heartbeats_total');
    await eventually('heartbeats', async () => (await count('stream_heartbeats_total')) >= beats + 5);
    expect(await count('stream_open_connections')).toBe(1);
    halt.abort();
    await eventually('all closed', async () => (await count('stream_open_connections')) === 0);
  });
});
