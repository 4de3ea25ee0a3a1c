import { describe, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { brokenNginx, cuttingBalancer, type Directives, SOUND } from '../support/broken-proxies.ts';
import { fileNamed } from '../support/generator-input.ts';
import { type CleanUp, caseOf } from '../support/live.ts';
import { runScript } from '../support/verify-run.ts';
import { type Kind, type Manner, startService } from '../support/verify-service.ts';

// Only this file is used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/verify-script.ts')).default],
}));
vi.setConfig({ maxConcurrency: 12 });
/** Under load a piece may once be late. */
const AGAIN = { retry: 1 };

type Row = {
  readonly name: string;
  /** The check that has to fail, and others that may fail with it. */
  readonly finds: string;
  readonly with?: readonly string[];
  readonly proxy: Directives | ((cleanUp: CleanUp, service: number) => Promise<number>);
  readonly id?: ProtocolId;
  readonly kind?: Kind;
  readonly answers?: Answers;
  readonly manner?: Manner;
  readonly args?: readonly string[];
};

const events: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 100,
  updateIntervalSeconds: 0.3,
};
const talk: Answers = { conversation: 'interleaved', ifCut: 'resume', longestRunSeconds: 100 };
/** Ends within the time that is listened to, and takes longer than anything a machine is late by. */
const ENDS: Manner = { messages: 8, pace: 300 };
const upgrades = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
const lumped = ['first-byte', 'headers-at-once'];

const rows: readonly Row[] = [
  {
    name: 'buffers a body without chunks',
    finds: 'spacing',
    with: lumped,
    proxy: { location: 'proxy_http_version 1.1; proxy_set_header Connection "";' },
    manner: { ...ENDS, unframed: true },
  },
  {
    name: 'compresses',
    finds: 'compression',
    with: [...lumped, 'spacing'],
    proxy: { location: 'proxy_http_version 1.1; gzip on; gzip_types *; gzip_min_length 0;' },
    manner: ENDS,
  },
  {
    name: 'speaks HTTP/1.0 to the service',
    finds: 'spacing',
    with: lumped,
    proxy: { location: 'proxy_http_version 1.0;' },
    manner: ENDS,
  },
  {
    name: 'hands on a buffer when it is full',
    finds: 'spacing',
    with: lumped,
    proxy: {
      location: 'proxy_http_version 1.0; proxy_buffer_size 4k; proxy_buffers 4 4k; proxy_busy_buffers_size 4k;',
    },
    answers: { ...events, updateIntervalSeconds: 0.02 },
    manner: { pace: 20, size: 60 },
    args: ['--seconds', '5'],
  },
  {
    name: 'collects a stream that has no end',
    finds: 'status',
    proxy: { location: 'proxy_http_version 1.0;' },
  },
  {
    name: 'ends silence too early',
    finds: 'silence',
    with: ['end'],
    proxy: { location: SOUND.replace('30s', '1s') },
    manner: { pause: 4000 },
  },
  {
    name: 'ends every connection too early',
    finds: 'lifetime',
    with: ['end'],
    proxy: (cleanUp, service) => cuttingBalancer(cleanUp, service, 1900),
  },
  {
    name: 'drops the Upgrade',
    finds: 'upgrade',
    proxy: { location: SOUND },
    id: 'websocket',
    kind: 'socket',
    answers: talk,
  },
  {
    name: 'ends a silent WebSocket too early',
    finds: 'silence',
    with: ['end'],
    proxy: { location: `proxy_http_version 1.1; proxy_read_timeout 1s; ${upgrades}` },
    id: 'websocket',
    kind: 'socket',
    answers: talk,
    manner: { pause: 4000, messages: 9, pace: 100 },
  },
  {
    name: 'stores streams',
    finds: 'replay',
    with: ['resume'],
    proxy: {
      http: 'proxy_cache_path FOLDER/cache keys_zone=all:1m;',
      location:
        'proxy_http_version 1.1; proxy_cache all; proxy_ignore_headers Cache-Control; proxy_cache_valid 200 1m;',
    },
    manner: ENDS,
  },
  {
    name: 'says that its cache answered',
    finds: 'cache-control',
    with: ['replay'],
    proxy: { location: `${SOUND} add_header X-Cache-Status HIT;` },
  },
  {
    name: 'adds a second Content-Type',
    finds: 'single-header',
    proxy: { location: `${SOUND} add_header Content-Type text/event-stream;` },
  },
  {
    name: 'reaches nobody',
    finds: 'status',
    proxy: { location: SOUND, server: 'location = /live { proxy_pass http://127.0.0.1:1; }' },
  },
  {
    name: 'waits for headers in vain',
    finds: 'status',
    proxy: { location: SOUND.replace('30s', '1s') },
    manner: { delay: 2500 },
  },
  {
    name: 'hides an error behind a page',
    finds: 'content-type',
    with: ['cache-control'],
    proxy: {
      location: SOUND,
      server: 'location = /live { default_type text/html; return 200 "<html>Sign in</html>"; }',
    },
  },
  {
    name: 'hands on a stream that breaks off',
    finds: 'end',
    with: ['lifetime'],
    proxy: { location: SOUND },
    manner: { breaksOff: true },
  },
  {
    name: 'ends bodies with the connection',
    finds: 'end',
    proxy: { location: `${SOUND} chunked_transfer_encoding off;` },
    manner: ENDS,
  },
  {
    name: 'hands on any Upgrade',
    finds: 'upgrade-h2c',
    proxy: { location: `proxy_http_version 1.1; ${upgrades}` },
    id: 'websocket',
    kind: 'socket',
    answers: talk,
    manner: { messages: 5, followsH2c: true },
  },
  {
    name: 'drops Last-Event-ID',
    finds: 'resume',
    proxy: { location: `${SOUND} proxy_set_header Last-Event-ID "";` },
  },
  {
    name: 'drops Origin',
    finds: 'origin',
    proxy: { location: `${SOUND} proxy_set_header Origin "";` },
    id: 'mcp-http',
    kind: 'mcp',
    answers: { useCase: 'mcp', framing: 'mcp-2026' },
  },
  {
    name: 'drops the headers of MCP',
    finds: 'status',
    with: ['initialize', 'discover'],
    proxy: { location: `${SOUND} proxy_set_header Mcp-Method "";` },
    id: 'mcp-http',
    kind: 'mcp',
    answers: { useCase: 'mcp', framing: 'mcp-2026' },
  },
  {
    name: 'ends polls too early',
    finds: 'status',
    proxy: { location: SOUND.replace('30s', '1s') },
    id: 'long-poll',
    kind: 'poll',
    answers: { ...events, request: 'url-only' },
    manner: { delay: 2500 },
  },
  {
    name: 'rewrites Location to http on another host',
    finds: 'location',
    proxy: { location: `${SOUND} proxy_redirect /live/ http://internal:8080/live/;` },
    id: 'async-job',
    kind: 'job',
    answers: { ...events, ifCut: 'must-finish' },
    args: ['--data', 'body.json'],
  },
];

describe.concurrent('the script finds a proxy that', () => {
  test.for(rows)('$name', AGAIN, async (row, { onTestFinished: cleanUp, expect }) => {
    const { proxy, id = 'sse', kind = 'stream', answers = events, manner, args = [] } = row;
    const service = await startService(cleanUp, kind, manner);
    const port =
      typeof proxy === 'function' ? await proxy(cleanUp, service) : await brokenNginx(cleanUp, service, proxy);
    const script = fileNamed(caseOf(id, answers, service), 'verify.sh');
    const report = await runScript(script, ['--url', `http://127.0.0.1:${port}/live`, '--seconds', '3', ...args]);
    expect(report.failed).toContain(row.finds);
    expect(report.failed.filter((check) => check !== row.finds && !row.with?.includes(check))).toEqual([]);
    expect(report).toMatchObject({ errors: '', left: [], exitCode: 1 });
  });
});
