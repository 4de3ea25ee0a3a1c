import { describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import { ask, askModern, legacy, mcpCase, ORIGIN, openSession, printSteps } from '../support/mcp.ts';
import { startNetwork } from '../support/sample-network.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

const caseAt = mcpCase('mcp-mixed');
/** Clients that do not take a busy machine for a dead connection. */
const PATIENT: Constants = { MAX_MISSED_HEARTBEATS: 30 };
/** The same that know a revision no server has, and fall back to a session of 2025. */
const OLD: Constants = { ...PATIENT, VERSION: '2099-01-01' };
const report = (id: number | string, text = 'a') =>
  legacy('tools/call', { name: 'make_report', arguments: { text }, _meta: { progressToken: 'token' } }, id);

describe.each(SERVERS)('%s of MCP in both eras', (file) => {
  test.concurrent('keeps sessions as 2025 asks for, beside requests of 2026-07-28', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_STEPS: 3, DEMO_INTERVAL_MILLISECONDS: 100, DEMO_CHANGE_MILLISECONDS: 200, MAX_SESSIONS: 4 };
    const { port } = (await startNetwork(cleanUp, caseAt, file, changes)).relay;
    const found = (await askModern(port, 'server/discover')).messages[0]?.result;
    expect(found?.['supportedVersions']).toEqual(['2026-07-28', '2025-11-25', '2025-06-18']);
    const params = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const opened = await ask(port, legacy('initialize', params, 'a'), { Origin: ORIGIN });
    expect(opened.messages[0]).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      result: {
        protocolVersion: '2025-11-25',
        capabilities: { tools: { listChanged: true } },
        serverInfo: { name: 'sample-server', version: '1.0.0' },
      },
    });
    expect(opened.headers.get('mcp-session-id')).toMatch(/^[\x21-\x7e]{32,}$/);
    expect(opened.headers.get('access-control-expose-headers')).toBe('Mcp-Session-Id');

    const preflight = await ask(port, undefined, { Origin: ORIGIN }, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'POST, GET, DELETE',
    ]);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Mcp-Session-Id, Last-Event-ID');

    const session = await openSession(port, '2025-06-18');
    expect(session['MCP-Protocol-Version']).toBe('2025-06-18');
    const other = await openSession(port, '2025-11-25');
    const pinged = await ask(port, legacy('ping', {}, 1), session);
    expect([pinged.status, pinged.messages]).toEqual([200, [{ jsonrpc: '2.0', id: 1, result: {} }]]);
    const listed = (await ask(port, legacy('tools/list', {}, 2), session)).messages[0]?.result;
    expect(listed?.['tools']).toMatchObject([{ name: 'greet' }, { name: 'make_report' }]);
    expect(listed).not.toHaveProperty('resultType');

    const status = async (body: unknown, headers: { [name: string]: string }, method = 'POST') =>
      (await ask(port, body, headers, { method })).status;
    const { 'MCP-Protocol-Version': version = '', 'Mcp-Session-Id': id = '' } = session;
    const ping = legacy('ping', {}, 3);
    expect(await status(ping, { 'MCP-Protocol-Version': version })).toBe(400);
    expect(await status(ping, { 'Mcp-Session-Id': id })).toBe(200);
    expect(await status(ping, { ...session, 'Mcp-Session-Id': 'unknown' })).toBe(404);
    expect(await status(ping, { ...session, 'MCP-Protocol-Version': '2026-07-28' })).toBe(400);
    expect(await status(ping, { ...session, Origin: 'https://evil.example' })).toBe(403);
    expect(await status(legacy('notifications/cancelled', { requestId: 99 }), session)).toBe(202);
    expect((await ask(port, legacy('prompts/list', {}, 4), session)).messages[0]?.error?.code).toBe(-32601);
    expect((await ask(port, legacy('tools/call', { name: ['greet'] }, 4), session)).messages[0]?.error?.code).toBe(
      -32602,
    );
    expect(await status(undefined, {}, 'GET')).toBe(400);
    expect(await status(undefined, { ...session, Accept: 'application/json' }, 'GET')).toBe(406);
    for (const unknown of ['9.1', '1', 'x', '1.-1'])
      expect(await status(undefined, { ...session, 'Last-Event-ID': unknown }, 'GET'), unknown).toBe(400);

    // The older revision begins without the event that has only an id.
    const first = await ask(port, report(5), session);
    expect(first.text).not.toMatch(/^data: ?$/m);
    expect(first.ids.length).toBe(4);
    expect(first.messages.at(-1)).toMatchObject({ id: 5, result: { isError: false } });
    const second = await ask(port, report(6), other);
    expect(second.text).toMatch(/^: open\n\nid: \w+\.0\ndata: ?\n\n/);
    expect(second.ids.length).toBe(5);
    const resume = (headers: object, lastId = '') =>
      ask(port, undefined, { ...headers, 'Last-Event-ID': lastId }, { method: 'GET' });
    expect((await resume(other, second.ids[2])).ids).toEqual(second.ids.slice(3));
    expect((await resume(other, second.ids[4])).ids).toEqual([]);
    expect((await resume(session, second.ids[2])).status).toBe(400);

    const halt = new AbortController();
    const feed = ask(port, undefined, other, { method: 'GET' });
    await wait(500);
    const later = ask(port, undefined, other, { method: 'GET', signal: halt.signal });
    later.catch(() => undefined);
    const { messages, ids } = await feed;
    expect(messages[0]).toEqual({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
    expect(ids).toEqual([]);
    halt.abort();
    expect(await status(undefined, other, 'DELETE')).toBe(204);
    expect(await status(ping, other)).toBe(404);
    expect(await status(undefined, other, 'DELETE')).toBe(404);
    for (let count = 0; count < 4; count += 1) await openSession(port, '2025-11-25');
    expect(await status(ping, session)).toBe(404);
  });

  test.concurrent('cancels a call when it is told to, and not when a connection is lost', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_STEPS: 1000, DEMO_INTERVAL_MILLISECONDS: 100, RESUME_SECONDS: 2 };
    const network = await startNetwork(cleanUp, caseAt, file, changes, printSteps);
    const { given, url, relay, server, count } = network;
    const openStreams = (expected: number) =>
      eventually(`${expected} open`, async () => (await count('stream_open_connections')) === expected);
    const isStill = async () => {
      await wait(400);
      const steps = server.lines.length;
      await wait(800);
      return server.lines.length === steps;
    };
    const client = await runClient(
      cleanUp,
      generated(given, 'client.node.ts', OLD),
      'make_report',
      '{"text":"a"}',
      url,
    );
    await eventually('progress', () => client.lines.length > 2);
    client.send('SIGINT');
    expect(await client.ended, client.said()).toBe(0);
    await openStreams(0);
    expect(await isStill()).toBe(true);

    const session = await openSession(relay.port, '2025-11-25');
    const halt = new AbortController();
    const lost = ask(relay.port, report('lost'), session, { signal: halt.signal });
    lost.catch(() => undefined);
    await openStreams(1);
    halt.abort();
    await openStreams(0);
    expect(await isStill()).toBe(false);
    await eventually('given up', isStill, 20_000);

    const told = ask(relay.port, report('told'), session);
    await openStreams(1);
    await wait(300);
    expect((await ask(relay.port, legacy('notifications/cancelled', { requestId: 'told' }), session)).status).toBe(202);
    expect((await told).messages.some(({ id }) => id === 'told')).toBe(false);
    const ended = ask(relay.port, report('ended'), session);
    await openStreams(1);
    await ask(relay.port, undefined, session, { method: 'DELETE' });
    expect((await ended).messages.some(({ id }) => id === 'ended')).toBe(false);
    expect(await isStill()).toBe(true);
  });
});
