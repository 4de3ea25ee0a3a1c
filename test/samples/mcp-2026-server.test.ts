import { describe, expect, test } from 'vitest';
import { ask, askModern, mcpCase, modern, modernHeaders, ORIGIN } from '../support/mcp.ts';
import { startNetwork } from '../support/sample-network.ts';
import { eventually, generated, runClient, SERVERS } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

const caseAt = mcpCase('mcp-2026');
describe.each(SERVERS)('%s of MCP 2026-07-28', (file) => {
  test.concurrent('answers each method as the revision says, and refuses what it must', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = { DEMO_STEPS: 2, DEMO_INTERVAL_MILLISECONDS: 10 };
    const { relay, given } = await startNetwork(cleanUp, caseAt, file, changes);
    const { port } = relay;
    const found = await askModern(port, 'server/discover');
    expect(found.status).toBe(200);
    expect(found.headers.get('cache-control')).toBe('no-store');
    expect(found.messages).toEqual([
      {
        jsonrpc: '2.0',
        id: 1,
        result: {
          resultType: 'complete',
          supportedVersions: ['2026-07-28'],
          capabilities: { tools: { listChanged: true } },
          ttlMs: 0,
          cacheScope: 'private',
          _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'sample-server', version: '1.0.0' } },
        },
      },
    ]);
    const listed = (await askModern(port, 'tools/list')).messages[0]?.result;
    expect(listed).toMatchObject({ resultType: 'complete', ttlMs: 0, cacheScope: 'private' });
    expect(listed?.['tools']).toMatchObject([
      { name: 'greet' },
      { name: 'make_report', inputSchema: { type: 'object' } },
    ]);

    const call = (name: string, input: unknown, meta: object = {}, headers: object = {}) => {
      const { params } = modern('tools/call', { name, arguments: input });
      const body = modern('tools/call', { ...params, _meta: { ...params._meta, ...meta } }, 'seven');
      return ask(port, body, { ...modernHeaders('tools/call', name), ...headers });
    };
    const greeted = await call('greet', { text: '世界' });
    expect(greeted.headers.get('content-type')).toBe('application/json');
    expect(greeted.messages[0]).toMatchObject({ id: 'seven', result: { isError: false } });
    expect(greeted.messages[0]?.result?.['content']).toEqual([{ type: 'text', text: 'Hello, 世界 · 你好 ✓' }]);
    const reported = await call('make_report', { text: 'a' }, { progressToken: 'token' });
    expect(reported.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(reported.headers.get('mcp-session-id')).toBeNull();
    expect(reported.ids).toEqual([]);
    expect(reported.messages.map(({ method, params, id }) => [method, params?.['progressToken'], id])).toEqual([
      ['notifications/progress', 'token', undefined],
      ['notifications/progress', 'token', undefined],
      [undefined, undefined, 'seven'],
    ]);
    expect((await call('make_report', { text: 'a' })).messages.map(({ id }) => id)).toEqual(['seven']);
    expect((await call('make_report', { text: 1 })).messages.at(-1)?.result).toMatchObject({ isError: true });
    const encoded = { 'Mcp-Name': `=?base64?${Buffer.from('greet').toString('base64')}?=` };
    expect((await call('greet', { text: 'a' }, {}, encoded)).messages[0]?.result).toMatchObject({ isError: false });

    const refused = async (answer: ReturnType<typeof ask>) => {
      const { status, messages } = await answer;
      return [status, messages[0]?.error?.code];
    };
    const list = modernHeaders('tools/list');
    const { 'MCP-Protocol-Version': _, ...unversioned } = list;
    const named = { ...modernHeaders('tools/call'), 'Mcp-Name': 'make_report' };
    const old = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'old', version: '1' } };
    const cases: [answer: ReturnType<typeof ask>, status: number, code?: number][] = [
      [ask(port, modern('tools/list'), { ...list, Origin: 'https://evil.example' }), 403],
      [ask(port, modern('tools/list'), { ...list, 'Content-Type': 'text/plain' }), 415],
      [ask(port, modern('tools/list'), { ...list, Accept: 'application/json' }), 406],
      [ask(port, `"${'a'.repeat(100_000)}"`, list), 413],
      [ask(port, '{', list), 400, -32700],
      [ask(port, [modern('tools/list')], list), 400, -32600],
      [ask(port, { ...modern('tools/list'), id: null }, list), 400, -32600],
      [ask(port, { ...modern('tools/list'), id: 1.5 }, list), 400, -32600],
      [ask(port, { jsonrpc: '2.0', id: 1, result: {} }, list), 400, -32600],
      [ask(port, { jsonrpc: '2.0', method: 'notifications/anything' }), 202],
      [ask(port, modern('tools/list'), unversioned), 400, -32020],
      [ask(port, modern('tools/list'), { ...list, 'MCP-Protocol-Version': '2025-11-25' }), 400, -32020],
      [ask(port, modern('tools/list'), { ...list, 'Mcp-Method': 'tools/call' }), 400, -32020],
      [ask(port, modern('tools/call', { name: 'greet' }), named), 400, -32020],
      [ask(port, modern('tools/call', { name: 'greet' }), modernHeaders('tools/call')), 400, -32020],
      [ask(port, modern('tools/list', { _meta: {} }), list), 400, -32602],
      [askModern(port, 'subscriptions/listen'), 400, -32602],
      [askModern(port, 'prompts/list'), 404, -32601],
      [askModern(port, 'tools/call', { name: 'unknown' }), 200, -32602],
      [ask(port, { jsonrpc: '2.0', id: 1, method: 'initialize', params: old }), 400, -32020],
      [ask(port, undefined, {}, { method: 'GET' }), 405],
      [ask(port, undefined, { 'Mcp-Session-Id': 'a' }, { method: 'DELETE' }), 405],
    ];
    for (const [index, [answer, status, code]] of cases.entries())
      expect(await refused(answer), `case ${index}`).toEqual([status, code]);
    expect((await askModern(port, 'tools/list', {}, { 'Mcp-Session-Id': 'a', 'Last-Event-ID': '1' })).status).toBe(200);
    const initialized = await ask(port, { jsonrpc: '2.0', id: 1, method: 'initialize', params: old });
    expect(initialized.messages[0]?.error?.message).toContain('2026-07-28');

    const version = { 'io.modelcontextprotocol/protocolVersion': '1900-01-01' };
    const unsupported = await call('greet', {}, version, { 'MCP-Protocol-Version': '1900-01-01' });
    expect([unsupported.status, unsupported.messages[0]?.error]).toMatchObject([
      400,
      { code: -32022, data: { supported: ['2026-07-28'], requested: '1900-01-01' } },
    ]);
    const newer = generated(given, 'client.node.ts', { VERSION: '1900-01-01' });
    const client = await runClient(cleanUp, newer, 'greet', '{}', `http://127.0.0.1:${port}/live`);
    expect(await client.ended).toBe(1);
    expect(client.said()).toMatch(/Unsupported protocol version: .*"supported":\["2026-07-28"\]/);
    const preflight = await ask(port, undefined, { Origin: ORIGIN }, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Mcp-Method, Mcp-Name');
  });

  test.concurrent('lets calls end when it has to go, and ends its listening streams with a result', async ({
    onTestFinished: cleanUp,
  }) => {
    const changes = {
      DEMO_STEPS: 20,
      DEMO_INTERVAL_MILLISECONDS: 100,
      DRAIN_SECONDS: 3,
      DEMO_CHANGE_MILLISECONDS: 100,
    };
    const { relay, server, count } = await startNetwork(cleanUp, caseAt, file, changes);
    const listening = askModern(relay.port, 'subscriptions/listen', { notifications: { toolsListChanged: true } });
    const call = askModern(relay.port, 'tools/call', { name: 'make_report', arguments: { text: 'a' } });
    await eventually('both open', async () => (await count('stream_open_connections')) === 2);
    await wait(300);
    server.send('SIGTERM');
    expect((await call).messages.at(-1)?.result).toMatchObject({ isError: false });
    const { messages } = await listening;
    const subscription = { 'io.modelcontextprotocol/subscriptionId': 1 };
    expect(messages[0]).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: { _meta: subscription, notifications: { toolsListChanged: true } },
    });
    expect(messages[1]).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/tools/list_changed',
      params: { _meta: subscription },
    });
    expect(messages.at(-1)).toMatchObject({ id: 1, result: { resultType: 'complete', _meta: subscription } });
    expect(await server.ended, server.said()).toBe(0);
  });
});
