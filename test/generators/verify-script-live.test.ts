import { describe, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { ECHO_PATH, startEcho } from '../support/echo.ts';
import { facts } from '../support/facts.ts';
import { type Case, fileNamed } from '../support/generator-input.ts';
import { aloneCaseOf, behindNginx, caseOf } from '../support/live.ts';
import { runScript } from '../support/verify-run.ts';
import { type Kind, type Manner, startService } from '../support/verify-service.ts';

// Only these files are used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [
    (await import('../../src/generators/nginx-location.ts')).default,
    (await import('../../src/generators/verify-script.ts')).default,
  ],
}));
vi.setConfig({ maxConcurrency: 12 });
/** Under load a piece may once be late. */
const AGAIN = { retry: 1 };

type Row = {
  readonly name: string;
  readonly id: ProtocolId;
  readonly kind: Kind;
  readonly answers?: Answers;
  readonly manner?: Manner;
  readonly args?: readonly string[];
  readonly change?: (given: Case) => Case;
  /** Checks that have to be made, and pass. */
  readonly passes: readonly string[];
};

const events: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  updateIntervalSeconds: 0.25,
};
const finite: Answers = { ...events, longestRunSeconds: 100 };
const DATA = ['--data', 'body.json'];
const HEADERS = ['status', 'http-version', 'single-header', 'upgrade-h2c'];
const STREAM = [...HEADERS, 'content-type', 'cache-control', 'compression', 'first-byte', 'spacing'];
const LIFE = ['silence', 'lifetime', 'end'];
const WATCH = [...STREAM, ...LIFE, 'replay'].filter((check) => check !== 'upgrade-h2c');

const rows: readonly Row[] = [
  {
    name: 'SSE that goes on',
    id: 'sse',
    kind: 'stream',
    answers: events,
    args: ['--seconds', '2'],
    passes: [...STREAM, 'headers-at-once', 'silence', 'resume', 'replay'],
  },
  {
    name: 'SSE that ends, in Chinese',
    id: 'sse',
    kind: 'stream',
    answers: finite,
    manner: { messages: 6 },
    change: (given) => ({ ...given, locale: 'zh-cn' }),
    passes: [...STREAM, ...LIFE, 'headers-at-once', 'resume', 'replay'],
  },
  {
    name: 'a streamed answer to GET',
    id: 'http-stream',
    kind: 'stream',
    answers: { ...finite, request: 'url-only', framing: 'sse-events' },
    manner: { messages: 6 },
    passes: [...STREAM, ...LIFE, 'replay'],
  },
  {
    name: 'a streamed answer to POST',
    id: 'http-stream',
    kind: 'stream',
    answers: { ...finite, request: 'body', framing: 'ndjson' },
    manner: { type: 'application/x-ndjson', messages: 6 },
    args: [...DATA, '--end-mark', '"id":6'],
    passes: [...STREAM, ...LIFE, 'end-mark'],
  },
  {
    name: 'WebSocket',
    id: 'websocket',
    kind: 'socket',
    answers: { conversation: 'interleaved', ifCut: 'resume', credentials: 'cookie', longestRunSeconds: 100 },
    manner: { messages: 6 },
    passes: ['upgrade', ...LIFE, 'origin', 'upgrade-h2c'],
  },
  {
    name: 'long polling',
    id: 'long-poll',
    kind: 'poll',
    answers: { ...events, request: 'url-only' },
    passes: [...HEADERS, 'hold', 'cache-control', 'replay'],
  },
  {
    name: 'a job and the stream that watches it',
    id: 'async-job',
    kind: 'job',
    answers: { ...finite, useCase: 'job-progress', ifCut: 'must-finish', credentials: 'cookie' },
    change: (given) => {
      const known = given.facts ?? facts;
      const watch = facts.protocols.filter(({ id }) => id === 'sse');
      return { ...given, facts: { ...known, protocols: [...known.protocols, ...watch] } };
    },
    args: DATA,
    manner: { messages: 6 },
    passes: [
      ...HEADERS,
      'location',
      'retry-after',
      'job-status',
      'cache-control',
      ...WATCH.map((check) => `watch-${check}`),
    ],
  },
  {
    name: 'MCP of 2026',
    id: 'mcp-http',
    kind: 'mcp',
    answers: { useCase: 'mcp', framing: 'mcp-2026' },
    passes: [...HEADERS, 'content-type', 'discover', 'get', 'origin'],
  },
  {
    name: 'MCP of both eras with a call',
    id: 'mcp-http',
    kind: 'mcp',
    answers: { useCase: 'mcp', framing: 'mcp-mixed' },
    manner: { messages: 6 },
    args: [...DATA, '--data-header', 'Mcp-Method: tools/call', '--data-header', 'Mcp-Name: count'],
    passes: [
      'discover',
      'initialize',
      'get',
      'origin',
      'call-content-type',
      'call-spacing',
      'call-lifetime',
      'call-end',
    ],
  },
  {
    name: 'MCP of 2025',
    id: 'mcp-http',
    kind: 'mcp',
    answers: { useCase: 'mcp', framing: 'mcp-2025' },
    passes: [...HEADERS, 'initialize', 'get', 'origin'],
  },
  {
    name: 'MCP of any era',
    id: 'mcp-http',
    kind: 'mcp',
    answers: { useCase: 'mcp' },
    passes: [...HEADERS, 'discover', 'get'],
  },
  {
    name: 'a plain reply',
    id: 'http',
    kind: 'reply',
    answers: { conversation: 'single-reply', request: 'url-only' },
    passes: [...HEADERS, 'first-byte', 'hold', 'end'],
  },
];

describe.concurrent('the script finds nothing wrong behind the generated Nginx with', () => {
  test.for(rows)('$name', AGAIN, async (row, { onTestFinished: cleanUp, expect }) => {
    const { id, kind, answers = {}, manner, args = [], passes, change = (given: Case) => given } = row;
    const given = change(caseOf(id, answers, await startService(cleanUp, kind, manner)));
    const nginx = await behindNginx(cleanUp, given);
    const url = `http://127.0.0.1:${nginx.port}/live`;
    const report = await runScript(fileNamed(given, 'verify.sh'), ['--url', url, '--seconds', '4', ...args]);
    expect(report).toMatchObject({ failed: [], errors: '', left: [], exitCode: 0 });
    expect(passes.filter((check) => !report.passed.includes(check))).toEqual([]);
    expect(report.output.split('\n').at(-2)).toContain(String(report.passed.length));
  });

  const secure: readonly [string, (port: number) => Case, string][] = [
    ['SSE over TLS and HTTP/2', (port) => aloneCaseOf('sse', { ...finite, edgeHttp: 'http2' }, port), '/live'],
    [
      'gRPC over TLS',
      (port) => ({ ...caseOf('grpc', { conversation: 'interleaved' }), service: { path: ECHO_PATH, port } }),
      ECHO_PATH,
    ],
    [
      'gRPC without TLS',
      (port) => ({
        ...aloneCaseOf('grpc', { conversation: 'interleaved' }),
        service: { path: ECHO_PATH, port },
        target: { tls: 'load-balancer', nginxVersion: '1.22' },
      }),
      ECHO_PATH,
    ],
  ];
  test.for(secure)('%s', AGAIN, async ([name, make, path], { onTestFinished: cleanUp, expect }) => {
    const isGrpc = path === ECHO_PATH;
    const port = isGrpc ? (await startEcho(cleanUp)).port : await startService(cleanUp, 'stream', { messages: 6 });
    const given = make(port);
    const { tls, port: plain } = await behindNginx(cleanUp, given);
    expect(tls !== undefined).toBe(name.includes('over TLS'));
    const url = tls ? `https://localhost:${tls.port}${path}` : `http://127.0.0.1:${plain}${path}`;
    const args = ['--url', url, ...(isGrpc ? [] : ['--seconds', '4'])];
    const report = await runScript(fileNamed(given, 'verify.sh'), args, tls?.certificate);
    expect(report).toMatchObject({ failed: [], errors: '', left: [], exitCode: 0 });
    expect(report.output).toContain('PASS http-version: HTTP/2');
    const passes = isGrpc ? ['status', 'grpc-status', 'content-type'] : ['spacing', 'resume', 'end'];
    expect(passes.filter((check) => !report.passed.includes(check))).toEqual([]);
  });
});
