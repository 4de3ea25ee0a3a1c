import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import { ask, legacy, mcpCase, ORIGIN, openSession, reportIn, reportOf, revisionsIn } from '../support/mcp.ts';
import { startNetwork } from '../support/sample-network.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';

const caseAt = mcpCase('mcp-mixed');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Clients that do not take a busy machine for a dead connection. */
const PATIENT: Constants = { MAX_MISSED_HEARTBEATS: 30 };
/** The same that know a revision no server has, and fall back to a session of 2025. */
const OLD: Constants = { ...PATIENT, VERSION: '2099-01-01' };
const STEPS = 100;
const report = (id: number | string, text = 'a') =>
  legacy('tools/call', { name: 'make_report', arguments: { text }, _meta: { progressToken: 'token' } }, id);

describe.each(SERVERS)('%s of MCP in both eras', (file) => {
  test.concurrent('serves old and new clients at once, though all is cut, recycled and restarted', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = {
      DEMO_STEPS: STEPS,
      DEMO_INTERVAL_MILLISECONDS: 50,
      DEMO_CHANGE_MILLISECONDS: 300,
      RECYCLE_SECONDS: 1,
    };
    const { given, url, relay, restartNginx, count } = await startNetwork(cleanUp, caseAt, file, changes);
    const callFrom = (constants: Constants, text: string) =>
      runClient(cleanUp, generated(given, 'client.node.ts', constants), 'make_report', `{"text":"${text}"}`, url);
    const oldWatch = await runClient(cleanUp, generated(given, 'client.node.ts', OLD), url);
    const pageClient = generated(given, 'client.browser.ts', OLD);
    const { page, seen } = await openPage(cleanUp, browser, ORIGIN, pageClient, reportIn('Seite', url));
    const called = async () => (await seen()).filter((each) => typeof each === 'string');
    await eventually('the page', async () => (await called()).length > 0);
    const [modernCall, oldCall] = await Promise.all([callFrom(PATIENT, '新'), callFrom(OLD, '旧')]);
    await eventually('all', () => [modernCall, oldCall].every(({ lines }) => lines.length > 5));
    await eventually('resumed', async () => (await count('stream_opens_total{resumed="true"}')) >= 1);
    await restartNginx();
    const before = revisionsIn(oldWatch.lines).length;

    for (const { ended, said } of [modernCall, oldCall]) expect(await ended, said()).toBe(0);
    expect(oldCall.lines).toEqual(reportOf('旧', STEPS));
    await eventually('the end in the page', async () => (await called()).includes('over'));
    expect(await called()).toEqual([...reportOf('Seite', STEPS), 'over']);
    const whole = reportOf('新', STEPS);
    expect(modernCall.lines.slice(modernCall.lines.lastIndexOf(whole[0] ?? ''))).toEqual(whole);
    expect(modernCall.lines.length).toBeGreaterThan(whole.length);
    await eventually('changes', () => revisionsIn(oldWatch.lines).length > before);
    expect(relay.cutCharacters()).toBeGreaterThan(STEPS);
    oldWatch.send('SIGINT');
    expect(await oldWatch.ended, oldWatch.said()).toBe(0);
    await page.evaluate('window.halt.abort()');
    await eventually('all closed', async () => (await count('stream_open_connections')) === 0);
  });

  test.concurrent('starts a new session for a client whose session is gone, and lets calls end', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_STEPS: 20, DEMO_INTERVAL_MILLISECONDS: 100, DRAIN_SECONDS: 4, RECYCLE_SECONDS: 1 };
    const network = await startNetwork(cleanUp, caseAt, file, changes);
    const { given, url, relay, server, startServer, count } = network;
    const watcher = await runClient(cleanUp, generated(given, 'client.node.ts', OLD), url);
    await eventually('watching', () => watcher.lines.length >= 2);
    const session = await openSession(relay.port, '2025-11-25');
    const call = ask(relay.port, report(1), session);
    await eventually('both open', async () => (await count('stream_open_connections')) === 2);
    server.send('SIGTERM');
    // It is not recycled now, since the client would reach another server.
    expect((await call).messages.at(-1)).toMatchObject({ id: 1, result: { isError: false } });
    expect(await server.ended, server.said()).toBe(0);
    const lines = watcher.lines.length;
    await startServer();
    await eventually('watching again', () => watcher.lines.length > lines);
    expect((await ask(relay.port, report(2), session)).status).toBe(404);
    watcher.send('SIGINT');
    expect(await watcher.ended, watcher.said()).toBe(0);
  });
});
