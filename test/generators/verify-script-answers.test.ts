import type { OutgoingHttpHeaders } from 'node:http';
import { describe, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { fileNamed, onlyKnowing } from '../support/generator-input.ts';
import { serve } from '../support/live.ts';
import { runScript } from '../support/verify-run.ts';

// Only this file is used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/verify-script.ts')).default],
}));
vi.setConfig({ maxConcurrency: 12 });

type Answer = { readonly status?: number; readonly headers?: OutgoingHttpHeaders; readonly body?: string };
type Row = {
  readonly says: string;
  readonly id?: ProtocolId;
  readonly answers?: Answers;
  /** What every request is answered with; those to a job's address with `job`. */
  readonly answer: Answer;
  readonly job?: Answer;
};

const events: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 100 };
const EVENTS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
const mcp = (framing: 'mcp-2025' | 'mcp-2026'): Pick<Row, 'id' | 'answers'> => ({
  id: 'mcp-http',
  answers: { useCase: 'mcp', framing },
});
const RESULT: Answer = {
  headers: { 'Content-Type': 'application/json' },
  body: '{"jsonrpc":"2.0","id":1,"result":{}}',
};
const job = (answers: Answers = {}): Pick<Row, 'id' | 'answers'> => ({
  id: 'async-job',
  answers: { ...events, ifCut: 'must-finish', ...answers },
});
const ACCEPTED: Answer = { status: 202, headers: { Location: '/live/jobs/1', 'Retry-After': '1' } };

const rows: readonly Row[] = [
  { says: 'FAIL status: 301, to https://a/', answer: { status: 301, headers: { Location: 'https://a/' } } },
  { says: 'FAIL status: 401, not allowed in – give what signs you in', answer: { status: 401 } },
  { says: 'FAIL status: 404, nothing is served at this path', answer: { status: 404 } },
  { says: 'FAIL status: 405, the method is not allowed here', answer: { status: 405 } },
  { says: 'FAIL status: 413, the body is too large', answer: { status: 413 } },
  { says: 'FAIL status: 429, too many requests', answer: { status: 429 } },
  { says: 'FAIL status: 503, no answer of the service – no backend is ready', answer: { status: 503 } },
  { says: 'FAIL status: answered 500, expected 200', answer: { status: 500 } },
  { says: 'FAIL content-type: there is no Content-Type', answer: { headers: { 'Cache-Control': 'no-store' } } },
  {
    says: 'FAIL content-type: text/plain, expected text/event-stream',
    answer: { headers: { 'Content-Type': 'text/plain' } },
  },
  {
    says: 'FAIL cache-control: Cache-Control does not forbid',
    answer: { headers: { 'Content-Type': 'text/event-stream' } },
  },
  {
    says: 'FAIL cache-control: Cache-Control: public, max-age=60 invites',
    answer: { headers: { ...EVENTS, 'Cache-Control': 'public, max-age=60' } },
  },
  { says: 'FAIL cache-control: a cache answered (Age: 7)', answer: { headers: { ...EVENTS, Age: '7' } } },
  {
    says: 'FAIL resume: events have no id',
    answer: { headers: EVENTS, body: 'data: 1\n\ndata: 2\n\n' },
  },
  {
    says: 'FAIL resume: event 1 came again',
    answer: { headers: EVENTS, body: 'id: 1\ndata: 1\n\nid: 2\ndata: 2\n\n' },
  },
  { ...job(), says: 'FAIL status: answered 200, expected 202', answer: RESULT },
  { ...job(), says: 'FAIL location: there is no Location', answer: { status: 202 } },
  { ...job(), says: 'FAIL retry-after: there is no Retry-After', answer: { status: 202 } },
  {
    ...job(),
    says: 'FAIL retry-after: soon is neither seconds nor a date',
    answer: { status: 202, headers: { 'Retry-After': 'soon' } },
  },
  {
    ...job(),
    says: 'FAIL location: https://a.example/1 is on another host',
    answer: { status: 202, headers: { Location: 'https://a.example/1' } },
  },
  { ...job(), says: 'FAIL job-status: answered 404', answer: ACCEPTED, job: { status: 404 } },
  {
    ...job(),
    says: 'FAIL job-status: answered 200 with a web page',
    answer: ACCEPTED,
    job: { headers: { 'Content-Type': 'text/html' }, body: '<html>' },
  },
  { ...job(), says: 'PASS job-status: answered 200', answer: ACCEPTED, job: RESULT },
  { ...mcp('mcp-2026'), says: 'FAIL get: GET was answered with 200, expected 405', answer: RESULT },
  { ...mcp('mcp-2026'), says: 'FAIL origin: a page of another origin gets in (200)', answer: RESULT },
  {
    ...mcp('mcp-2026'),
    says: 'FAIL get: GET opens a stream',
    answer: { headers: EVENTS, body: `data: ${RESULT.body}\n\n` },
  },
  {
    ...mcp('mcp-2025'),
    says: 'PASS get: GET opens a stream, as the revisions of 2025 allow',
    answer: { headers: EVENTS, body: `data: ${RESULT.body}\n\n` },
  },
  {
    ...mcp('mcp-2025'),
    says: 'FAIL initialize: initialize (revisions of 2025) was answered with an error',
    answer: { ...RESULT, body: '{"jsonrpc":"2.0","id":1,"error":{"code":-1}}' },
  },
  {
    id: 'grpc-web',
    says: 'FAIL grpc-status: there is no grpc-status',
    answer: { headers: { 'Content-Type': 'application/grpc-web' } },
  },
  {
    id: 'grpc-web',
    says: 'PASS grpc-status: grpc-status 12',
    answer: { headers: { 'Content-Type': 'application/grpc-web' }, body: '\u0080\u0000\u0000grpc-status: 12\r\n' },
  },
  {
    id: 'grpc-web',
    says: 'FAIL grpc-status: grpc-status 14: unavailable – a proxy speaks gRPC',
    answer: { headers: { 'Content-Type': 'application/grpc-web', 'grpc-status': '14' } },
  },
  {
    id: 'websocket',
    answers: { conversation: 'interleaved', ifCut: 'resume' },
    says: 'FAIL upgrade: 403, not allowed in',
    answer: { status: 403 },
  },
  {
    id: 'websocket',
    answers: { conversation: 'interleaved', ifCut: 'resume' },
    says: 'FAIL upgrade: 502, no answer of the service',
    answer: { status: 502 },
  },
];

describe.concurrent('the script says', () => {
  test.for(rows)('$says', async (row, { onTestFinished: cleanUp, expect }) => {
    const { says, id = 'sse', answers = events, answer, job } = row;
    const port = await serve(cleanUp, (request, response) => {
      const { status = 200, headers = {}, body = '' } = (request.url?.includes('/jobs/') ? job : undefined) ?? answer;
      response.writeHead(status, headers).end(body);
    });
    const script = fileNamed({ answers, facts: onlyKnowing(id) }, 'verify.sh');
    const data = id === 'async-job' ? ['--data', 'body.json'] : [];
    const report = await runScript(script, ['--url', `http://127.0.0.1:${port}/live`, ...data]);
    expect(report.output).toContain(says);
    expect(report).toMatchObject({ errors: '', left: [], exitCode: report.failed.length > 0 ? 1 : 0 });
  });

  test('what curl says when nobody listens', async ({ expect }) => {
    const script = fileNamed({ answers: events, facts: onlyKnowing('sse') }, 'verify.sh');
    const report = await runScript(script, ['--url', 'http://127.0.0.1:1/live']);
    expect(report.output).toMatch(/^FAIL status: curl: \(7\) .+ – look at the address/);
    expect(report).toMatchObject({ failed: ['status'], errors: '', left: [], exitCode: 1 });
  });
});
