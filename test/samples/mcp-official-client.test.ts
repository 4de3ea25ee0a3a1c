import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, test } from 'vitest';
import type { CleanUp } from '../support/live.ts';
import { mcpCase, reportOf, revisionsIn } from '../support/mcp.ts';
import { startNetwork } from '../support/sample-network.ts';
import { eventually, SERVERS } from '../support/sample-runner.ts';

const STEPS = 60;
const CHANGES = { DEMO_STEPS: STEPS, DEMO_INTERVAL_MILLISECONDS: 50, DEMO_CHANGE_MILLISECONDS: 300 };
const PINNED = { pin: '2026-07-28' } as const;

/** The official client in an era, connected, and the descriptions of tools it was told of. */
async function connected(cleanUp: CleanUp, url: string, mode: 'legacy' | 'auto' | typeof PINNED) {
  const told: string[][] = [];
  const client = new Client(
    { name: 'official', version: '1.0.0' },
    {
      versionNegotiation: { mode },
      listChanged: {
        tools: {
          debounceMs: 0,
          onChanged: (_, tools) => void told.push(tools?.map(({ description = '' }) => description) ?? []),
        },
      },
    },
  );
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    reconnectionOptions: {
      initialReconnectionDelay: 50,
      maxReconnectionDelay: 500,
      reconnectionDelayGrowFactor: 1.5,
      maxRetries: 20,
    },
  });
  cleanUp(() => client.close());
  await client.connect(transport);
  return { client, transport, told };
}

/** What it sees of the tool that takes its time. */
async function report({ client }: Awaited<ReturnType<typeof connected>>, text: string): Promise<string[]> {
  const lines: string[] = [];
  const { content } = await client.callTool(
    { name: 'make_report', arguments: { text } },
    { onprogress: ({ progress, total, message }) => void lines.push(`${progress}/${total} ${message}`) },
  );
  return [...lines, ...content.map((part) => (part.type === 'text' ? part.text : part.type))];
}

describe.each(SERVERS)('the official client, at %s', (file) => {
  test.concurrent.for([
    ['legacy', 'mcp-mixed'],
    ['auto', 'mcp-mixed'],
    [PINNED, 'mcp-mixed'],
    ['auto', 'mcp-2026'],
  ] as const)('%s, of %s, calls tools, cancels, and hears of changes', async ([mode, framing], { onTestFinished }) => {
    // Calls of 2026-07-28 must not be recycled; those of 2025-11-25 are, and the client resumes them.
    const changes = { ...CHANGES, RECYCLE_SECONDS: 1 };
    const network = await startNetwork(onTestFinished, mcpCase(framing), file, changes);
    const { url, relay, count } = network;
    const official = await connected(onTestFinished, url, mode);
    const { client, transport, told } = official;
    const isOld = mode === 'legacy';
    expect(client.getNegotiatedProtocolVersion()).toBe(isOld ? '2025-11-25' : '2026-07-28');
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['greet', 'make_report']);
    const { content } = await client.callTool({ name: 'greet', arguments: { text: '世界' } });
    expect(content).toEqual([{ type: 'text', text: 'Hello, 世界 · 你好 ✓' }]);
    expect(await report(official, '报告')).toEqual(reportOf('报告', STEPS));
    expect(await count('stream_opens_total{resumed="true"}')).toBeGreaterThanOrEqual(isOld ? 1 : 0);
    expect(relay.cutCharacters()).toBeGreaterThan(STEPS / 4);

    const failed = await client.callTool({ name: 'make_report', arguments: { text: 1 } });
    expect(failed).toMatchObject({ isError: true, content: [{ text: '"text" must be a string.' }] });
    await expect(client.callTool({ name: 'unknown', arguments: {} })).rejects.toMatchObject({ code: -32602 });
    await eventually('changes', () => told.length >= 2);
    const revisions = revisionsIn(told.flat());
    expect(revisions).toEqual(revisions.toSorted((one, other) => one - other));

    const halt = new AbortController();
    const progress: number[] = [];
    const options = {
      signal: halt.signal,
      onprogress: (step: { progress: number }) => void progress.push(step.progress),
    };
    const call = client.callTool({ name: 'make_report', arguments: { text: 'a' } }, options);
    call.catch(() => undefined);
    await eventually('progress', () => progress.length > 3);
    halt.abort();
    await expect(call).rejects.toThrow();
    if (isOld) await transport.terminateSession();
    await client.close();
    await eventually('all closed', async () => (await count('stream_open_connections')) === 0);
  });

  test.concurrent('of 2025 is told why a server of 2026-07-28 alone refuses it', async ({ onTestFinished }) => {
    const { url } = await startNetwork(onTestFinished, mcpCase('mcp-2026'), file, CHANGES);
    await expect(connected(onTestFinished, url, 'legacy')).rejects.toThrow(/Supported versions: 2026-07-28/);
  });
});
