import { createServer } from 'node:http';
import {
  createMcpHandler,
  type EventStore,
  isLegacyRequest,
  McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Constants } from '../../src/generators/print/program.ts';
import { type CleanUp, listen } from '../support/live.ts';
import { mcpCase, ORIGIN, reportIn, reportOf } from '../support/mcp.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PATIENT: Constants = { MAX_MISSED_HEARTBEATS: 30, FIRST_RETRY_MILLISECONDS: 50 };
const STEPS = 40;
const input = z.object({ text: z.string() });
const annotations = { readOnlyHint: true };

/** The tools of the samples, by the official library. */
function toolsServer(): McpServer {
  const server = new McpServer({ name: 'official', version: '1' }, { capabilities: { tools: { listChanged: true } } });
  server.registerTool('greet', { inputSchema: input, annotations, description: 'Greets (1)' }, ({ text }) => ({
    content: [{ type: 'text', text: `Hello, ${text} · 你好 ✓` }],
  }));
  server.registerTool('make_report', { inputSchema: input, annotations }, async ({ text }, { mcpReq }) => {
    for (let progress = 1; progress <= STEPS; progress += 1) {
      await wait(25);
      const progressToken = mcpReq._meta?.progressToken ?? 0;
      const params = { progressToken, progress, total: STEPS, message: `${text} · 第 ${progress} 步 ✓` };
      await mcpReq.notify({ method: 'notifications/progress', params });
    }
    return { content: [{ type: 'text', text: `${text}: ${STEPS} · 完成 ✓` }] };
  });
  return server;
}

type Handle = (request: Request) => Promise<Response>;
/** An HTTP server for what the library offers as web standard; `cut` breaks off what is open. */
async function serveWeb(cleanUp: CleanUp, handle: Handle) {
  const server = createServer(async (incoming, outgoing) => {
    outgoing.setHeader('Access-Control-Allow-Origin', ORIGIN);
    outgoing.setHeader('Access-Control-Allow-Credentials', 'true');
    outgoing.setHeader('Access-Control-Expose-Headers', 'Mcp-Session-Id');
    const left = new AbortController();
    outgoing.once('close', () => left.abort());
    const body = Buffer.concat(await incoming.toArray());
    const { method = 'GET', headers, url = '/' } = incoming;
    const request = new Request(`http://127.0.0.1${url}`, {
      method,
      headers: headers as { [name: string]: string },
      signal: left.signal,
      ...(body.length > 0 && { body }),
    });
    const response = await handle(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).flushHeaders();
    for await (const chunk of response.body ?? []) outgoing.write(chunk);
    outgoing.end();
  });
  cleanUp(() => server.closeAllConnections());
  const port = await listen(cleanUp, server);
  return { url: `http://127.0.0.1:${port}/live`, cut: () => server.closeAllConnections() };
}

/** Sessions of 2025 whose answers can be resumed. */
function sessions(): Handle {
  const events: { stream: string; message: Parameters<EventStore['storeEvent']>[1] }[] = [];
  const eventStore: EventStore = {
    storeEvent: async (stream, message) => String(events.push({ stream, message }) - 1),
    replayEventsAfter: async (lastEventId, { send }) => {
      const { stream = '' } = events[Number(lastEventId)] ?? {};
      for (const [id, event] of events.entries())
        if (id > Number(lastEventId) && event.stream === stream) await send(String(id), event.message);
      return stream;
    },
  };
  const known = new Map<string, WebStandardStreamableHTTPServerTransport>();
  return async (request) => {
    const id = request.headers.get('mcp-session-id');
    if (id !== null) return known.get(id)?.handleRequest(request) ?? new Response(null, { status: 404 });
    const transport = new WebStandardStreamableHTTPServerTransport({
      eventStore,
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (session) => void known.set(session, transport),
    });
    await toolsServer().connect(transport);
    return transport.handleRequest(request);
  };
}

const modern = () => createMcpHandler(toolsServer, { legacy: 'reject' });
/** Both eras on one endpoint, as the library composes them. */
function bothEras(): Handle {
  const { fetch } = modern();
  const old = sessions();
  return async (request) => ((await isLegacyRequest(request.clone())) ? old(request) : fetch(request));
}

describe.concurrent.each([
  { eras: '2026-07-28', framing: 'mcp-2026' as const, handle: () => modern().fetch, isCut: 'repeated' },
  { eras: '2026-07-28', framing: 'mcp-mixed' as const, handle: () => modern().fetch, isCut: 'repeated' },
  { eras: '2025', framing: 'mcp-mixed' as const, handle: sessions, isCut: 'resumed' },
  { eras: 'both eras', framing: 'mcp-mixed' as const, handle: bothEras, isCut: 'repeated' },
  { eras: 'both eras', framing: 'mcp-2026' as const, handle: bothEras, isCut: 'repeated' },
])('the official server of $eras, for our clients of $framing', ({ framing, handle, isCut }) => {
  const given = mcpCase(framing)(1);

  test('answers both, also when a call is cut', async ({ onTestFinished: cleanUp }) => {
    const { url, cut } = await serveWeb(cleanUp, handle());
    const clientText = generated(given, 'client.node.ts', PATIENT);
    const greeted = await runClient(cleanUp, clientText, 'greet', '{"text":"世界"}', url);
    expect(await greeted.ended, greeted.said()).toBe(0);
    expect(greeted.lines).toEqual(['Hello, 世界 · 你好 ✓']);
    const client = await runClient(cleanUp, clientText, 'make_report', '{"text":"报告"}', url);
    await eventually('progress', () => client.lines.length > 5);
    cut();
    expect(await client.ended, client.said()).toBe(0);
    const whole = reportOf('报告', STEPS);
    const again = client.lines.lastIndexOf(whole[0] ?? '');
    expect(client.lines.slice(again)).toEqual(whole);
    expect(again > 0 ? 'repeated' : 'resumed').toBe(isCut);

    const page = generated(given, 'client.browser.ts', PATIENT);
    const { page: tab, seen } = await openPage(cleanUp, browser, ORIGIN, page, reportIn('Seite', url));
    await eventually('the end in the page', async () => (await seen()).includes('over'));
    const said = (await seen()).filter((each) => typeof each === 'string');
    expect(said).toEqual([...reportOf('Seite', STEPS), 'over']);
    await eventually('the list', async () => JSON.stringify(await seen()).includes('Greets (1)'));
    await tab.evaluate('window.halt.abort()');
  });
});

describe('a client of 2026-07-28 alone', () => {
  test('is refused by a server of 2025', async ({ onTestFinished: cleanUp }) => {
    const { url } = await serveWeb(cleanUp, sessions());
    const given = mcpCase('mcp-2026')(1);
    const client = await runClient(cleanUp, generated(given, 'client.node.ts', PATIENT), 'greet', '{"text":"a"}', url);
    expect(await client.ended).toBe(1);
    expect(client.said()).toMatch(/answered 400/);
  });
});
