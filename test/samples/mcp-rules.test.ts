import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import { type CleanUp, serve } from '../support/live.ts';
import { mcpCase } from '../support/mcp.ts';
import { eventually, generated, runClient } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

const QUICK: Constants = { FIRST_RETRY_MILLISECONDS: 20, MAX_RETRY_MILLISECONDS: 100, MAX_MISSED_HEARTBEATS: 30 };
const clientOf = (framing: 'mcp-2026' | 'mcp-mixed') => generated(mcpCase(framing)(1), 'client.node.ts', QUICK);

type Asked = {
  readonly http: string;
  readonly headers: IncomingHttpHeaders;
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
};
/** One answer: a status, a result or an error as JSON, or a stream of these messages that may break off at its end. */
type Answer =
  | number
  | { readonly result?: unknown; readonly error?: unknown; readonly status?: number; readonly headers?: object }
  | { readonly events: readonly object[]; readonly breaks?: boolean };

/** Where a body is cut: inside characters, and between CR and LF. */
const isCut = (byte: number): boolean => (byte & 0b1100_0000) === 0b1000_0000 || byte === 0x0a;

async function answerWith(response: ServerResponse, answer: Answer, id: number | undefined) {
  if (typeof answer === 'number') return void response.writeHead(answer).end();
  if ('events' in answer) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    const text = answer.events.map((event) => `data: ${JSON.stringify({ jsonrpc: '2.0', ...event })}\r\n\r\n`).join('');
    const bytes = Buffer.from(`: hello\r\n\r\n${text}`);
    const cuts = [...bytes.keys()].filter((index) => isCut(bytes[index] ?? 0));
    for (const [index, start] of [0, ...cuts].entries()) {
      response.write(bytes.subarray(start, cuts[index]));
      await wait(20);
    }
    return void (answer.breaks ? response.destroy() : response.end());
  }
  const { status = 200, headers = {}, ...message } = answer;
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...message }));
}

/** A server that answers with what `script` says, and notes what it was asked. */
async function scripted(
  cleanUp: CleanUp,
  script: (asked: Asked, earlier: readonly Asked[]) => Answer,
): Promise<{ url: string; seen: readonly Asked[]; of: (method: string) => readonly Asked[] }> {
  const seen: Asked[] = [];
  const port = await serve(cleanUp, async (request: IncomingMessage, response: ServerResponse) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const { method: http = '', headers } = request;
    const asked: Asked = { http, headers, ...(text !== '' && JSON.parse(text)) };
    const earlier = seen.filter(({ method }) => method === asked.method);
    seen.push(asked);
    await answerWith(response, script(asked, earlier), asked.id);
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    of: (wanted: string) => seen.filter(({ method }) => method === wanted),
    seen,
  };
}

const done = { result: { resultType: 'complete', content: [{ type: 'text', text: '完成 ✓' }] } };
const progress = {
  method: 'notifications/progress',
  params: { progress: 1, total: 2, message: '更新 ✓' },
};
/** A server with one tool, whose calls are answered one after the other. */
const withTool =
  (name: string, annotations: object, answers: readonly ((id: number) => Answer)[]) =>
  ({ method, id = 0, params }: Asked, earlier: readonly Asked[]): Answer => {
    if (method === 'server/discover') return { result: { resultType: 'complete', supportedVersions: ['2026-07-28'] } };
    const tools = params?.['cursor'] === 'next' ? [{ name, annotations }] : [];
    const nextCursor = params?.['cursor'] === 'next' ? {} : { nextCursor: 'next' };
    if (method === 'tools/list') return { result: { resultType: 'complete', tools, ...nextCursor } };
    return answers[earlier.length]?.(id) ?? 500;
  };
const cut = (): Answer => ({ events: [progress], breaks: true });
const whole = (id: number): Answer => ({ events: [progress, { id, ...done }] });

/** What becomes of a call: hints of its tool, the answers it gets, how often it was asked for, and what is printed. */
type CallCase = readonly [
  what: string,
  hints: object,
  answers: readonly ((id: number) => Answer)[],
  count: number,
  said: readonly string[],
];
const calls: readonly CallCase[] = [
  ['repeats what is read-only', { readOnlyHint: true }, [cut, () => 502, whole], 3, ['更新 ✓', '更新 ✓', '完成 ✓']],
  ['repeats what is idempotent', { idempotentHint: true }, [cut, whole], 2, ['更新 ✓', '更新 ✓', '完成 ✓']],
  ['repeats what was not begun', {}, [() => 429, whole], 2, ['更新 ✓', '完成 ✓']],
  ['repeats nothing else that was cut', {}, [cut, whole], 1, ['更新 ✓', 'may have run or not']],
  ['repeats nothing else that failed on the way', {}, [() => 502, whole], 1, ['may have run or not']],
  ['repeats nothing that is refused', { readOnlyHint: true }, [() => 403, whole], 1, ['answered 403']],
  ['takes a quick answer', {}, [() => done], 1, ['完成 ✓']],
  [
    'refuses results it does not know',
    {},
    [() => ({ result: { resultType: 'input_required' } })],
    1,
    ['input_required'],
  ],
  ['tells what the tool said', {}, [() => ({ error: { code: -32602, message: 'wrong' } })], 1, ['wrong']],
];

describe.concurrent('a client of MCP', () => {
  test.for(calls)('%s', async ([, hints, answers, count, said], { onTestFinished: cleanUp }) => {
    const check = async (framing: 'mcp-2026' | 'mcp-mixed') => {
      const server = await scripted(cleanUp, withTool('büro', hints, answers));
      const client = await runClient(cleanUp, clientOf(framing), 'büro', '{"a":1}', server.url);
      const failed = !said.at(-1)?.includes('完成');
      expect(await client.ended, client.said()).toBe(failed ? 1 : 0);
      const lines = failed ? [...client.lines, client.said()] : client.lines;
      for (const [index, text] of said.entries()) expect(lines[index]).toContain(text);
      const sent = server.of('tools/call');
      expect(sent.length).toBe(count);
      expect(new Set(sent.map(({ id }) => id)).size).toBe(count);
      expect(server.of('notifications/cancelled')).toEqual([]);
      for (const { headers, params } of sent) {
        expect(headers).toMatchObject({
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': `=?base64?${Buffer.from('büro').toString('base64')}?=`,
        });
        expect(params).toMatchObject({ name: 'büro', arguments: { a: 1 } });
        expect(params?.['_meta']).toMatchObject({ 'io.modelcontextprotocol/protocolVersion': '2026-07-28' });
      }
    };
    await Promise.all([check('mcp-2026'), check('mcp-mixed')]);
  });

  const session = { headers: { 'Mcp-Session-Id': 'one' } };
  const initialized = { result: { protocolVersion: '2025-06-18', capabilities: {}, serverInfo: {} }, ...session };
  const supported = (...versions: string[]) => ({
    status: 400,
    error: { code: -32022, message: 'Unsupported', data: { supported: versions, requested: '2026-07-28' } },
  });
  test.for([
    ['a bad request', 400, true],
    ['a method that is not known', { error: { code: -32601, message: 'unknown' } }, true],
    ['a missing session', { status: 400, error: { code: -32000, message: 'no session' } }, true],
    ['a server that supports both', supported('2027-01-01', '2025-06-18'), true],
    ['a server that supports neither', supported('2027-01-01'), false],
    ['headers that do not match', { status: 400, error: { code: -32020, message: 'mismatch' } }, false],
    ['a missing token', 401, false],
    ['a forbidden origin', 403, false],
  ] as const)(
    'knows by its answer what era a server is of: %s',
    async ([, answer, isOld], { onTestFinished: cleanUp }) => {
      const server = await scripted(cleanUp, ({ method, http }) => {
        if (method === 'server/discover') return answer;
        if (method === 'initialize') return initialized;
        if (method === 'tools/list') return { result: { tools: [{ name: 'a' }] } };
        if (method === 'tools/call') return { result: { content: [{ type: 'text', text: '完成 ✓' }] } };
        return http === 'DELETE' ? 204 : 202;
      });
      const client = await runClient(cleanUp, clientOf('mcp-mixed'), 'a', server.url);
      expect(await client.ended, client.said()).toBe(isOld ? 0 : 1);
      expect(server.of('initialize').length).toBe(isOld ? 1 : 0);
      if (!isOld) return;
      const [opened, ready, ...rest] = server.seen.slice(1);
      expect(opened?.headers).not.toHaveProperty('mcp-protocol-version');
      expect(opened?.params).toMatchObject({ protocolVersion: '2025-11-25', capabilities: {} });
      expect(ready).toMatchObject({ method: 'notifications/initialized' });
      for (const { headers } of rest)
        expect(headers).toMatchObject({ 'mcp-session-id': 'one', 'mcp-protocol-version': '2025-06-18' });
      expect(rest.at(-1)?.http).toBe('DELETE');
    },
  );
});

describe.concurrent('these checks notice a client that', () => {
  const answers = [cut, whole];
  test.for([
    ['decodes every chunk alone', 'decoder.decode(chunk, { stream: true })', 'decoder.decode(chunk)'],
    ['forgets unfinished lines', "rest = lines.pop() ?? '';", "lines.pop(); rest = '';"],
    ['uses an id again', 'lastId += 1;', 'lastId = 1;'],
    ['names no tool in the headers', "'Mcp-Name': encodeHeader(name)", "'X-Name': name"],
    ['repeats everything', 'if (!mayRepeat && ', 'if (false && '],
    ['is changed in nothing', 'lastId += 1;', 'lastId += 1;'],
  ] as const)('%s', async ([what, right, wrong], { onTestFinished: cleanUp }) => {
    const program = clientOf('mcp-2026');
    expect(program).toContain(right);
    const isRepeatable = what !== 'repeats everything';
    const server = await scripted(cleanUp, withTool('a', { readOnlyHint: isRepeatable }, answers));
    const client = await runClient(cleanUp, program.replace(right, wrong), 'a', server.url);
    await Promise.race([client.ended, eventually('calls', () => server.of('tools/call').length > 3)]);
    const calls = server.of('tools/call');
    const isRight = [
      client.lines.join() === '1/2 更新 ✓,1/2 更新 ✓,完成 ✓',
      new Set(calls.map(({ id }) => id)).size === 2 && calls.length === 2,
      calls.every(({ headers }) => headers['mcp-name'] === 'a'),
      isRepeatable || calls.length === 1,
    ];
    expect(isRight.every(Boolean)).toBe(what === 'is changed in nothing');
  });
});
