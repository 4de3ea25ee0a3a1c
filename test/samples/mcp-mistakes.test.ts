import { describe, expect, test } from 'vitest';
import { ask, askModern, legacy, mcpCase, modern, modernHeaders, openSession, printSteps } from '../support/mcp.ts';
import { eventually, freePort, generated, metricsOf, prepareServer } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

describe.concurrent('these checks notice a server that', () => {
  test.for([
    ['lets any page in', 'headers.origin !== ALLOWED_ORIGIN', 'headers.origin === undefined'],
    ['believes the headers', "if (headers['mcp-method'] !== method)", 'if (!method)'],
    ['goes on when its client has left', '() => stopped.abort());', '() => undefined);'],
    ['sends a session again from its start', 'Number(last) + 1, response', '0, response'],
    ['takes a lost connection for a cancelled call', 'if (call.endStream === end) call', 'giveUp(); call'],
    ['is changed in nothing', 'headers.origin !== ALLOWED_ORIGIN', 'headers.origin !== ALLOWED_ORIGIN'],
  ] as const)('%s', async ([what, right, wrong], { onTestFinished: cleanUp }) => {
    const port = await freePort();
    const changes = { DEMO_STEPS: 30, DEMO_INTERVAL_MILLISECONDS: 50 };
    const program = printSteps(generated(mcpCase('mcp-mixed')(port), 'server.node.ts', changes));
    expect(program).toContain(right);
    const start = await prepareServer(cleanUp, 'server.node.ts', program.replace(right, wrong), port);
    const server = await start();
    const list = modernHeaders('tools/list');
    const foreign = await ask(port, modern('tools/list'), { ...list, Origin: 'https://evil.example' });
    const mismatch = await ask(port, modern('tools/list'), { ...list, 'Mcp-Method': 'tools/call' });
    const session = await openSession(port, '2025-11-25');
    const call = { name: 'make_report', arguments: { text: 'a' } };
    const told = { ...call, _meta: { progressToken: 1 } };
    /** Whether the tool still works after its client has left a call. */
    const outlives = async (leave: (signal: AbortSignal) => Promise<unknown>) => {
      const halt = new AbortController();
      const left = leave(halt.signal).catch(() => undefined);
      const before = server.lines.length;
      await eventually('steps', () => server.lines.length > before + 2);
      halt.abort();
      await left;
      await eventually('closed', async () => (await metricsOf(port))['stream_open_connections'] === 0);
      await wait(200);
      const steps = server.lines.length;
      await wait(300);
      return server.lines.length > steps;
    };
    const resumed = await ask(port, legacy('tools/call', told, 1), session);
    const again = await ask(port, undefined, { ...session, 'Last-Event-ID': resumed.ids[3] ?? '' }, { method: 'GET' });
    const params = modern('tools/call', call);
    const isRight = [
      foreign.status === 403,
      mismatch.status === 400,
      again.ids.join() === resumed.ids.slice(4).join(),
      !(await outlives((signal) => ask(port, params, modernHeaders('tools/call', 'make_report'), { signal }))),
      await outlives((signal) => ask(port, legacy('tools/call', call, 2), session, { signal })),
      (await askModern(port, 'server/discover')).status === 200,
    ];
    expect(isRight.every(Boolean), JSON.stringify(isRight)).toBe(what === 'is changed in nothing');
  });
});
