import { EventEmitter } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PORT = 8080;
const PATH = '/mcp';
// $allowedOrigin
const ALLOWED_ORIGIN = 'https://api.example.com';
// $heartbeatSeconds
const HEARTBEAT_SECONDS = 15;
// $recycleSeconds
const RECYCLE_SECONDS = 240;
// $drainSeconds
const DRAIN_SECONDS = 300;
// $keepAliveSeconds
const KEEP_ALIVE_SECONDS = 620;
const MAX_BODY_BYTES = 64 * 1024;
const DEMO_STEPS = 20;
const DEMO_INTERVAL_MILLISECONDS = 500;
const DEMO_CHANGE_MILLISECONDS = 60_000;

const VERSION = '2026-07-28';
const SERVER_INFO = { name: 'sample-server', version: '1.0.0' };
const CAPABILITIES = { tools: { listChanged: true } };
// $metaPrefix
const META = 'io.modelcontextprotocol/';

// $if dual
// $legacyVersions
const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18'];
const SUPPORTED_VERSIONS = [VERSION, ...LEGACY_VERSIONS];
// $resumeSeconds
const RESUME_SECONDS = 300;
const MAX_SESSIONS = 10_000;
const ALLOWED_METHODS = 'POST, GET, DELETE';
const ALLOWED_HEADERS =
  'Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID';
// $end
// $if modern
//| const SUPPORTED_VERSIONS = [VERSION];
//| const ALLOWED_METHODS = 'POST';
//| const ALLOWED_HEADERS = 'Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name';
// $end

type Id = string | number;
type Fields = { [name: string]: unknown };
type Message = { id?: Id; method: string; params: Fields };
// $reply
type Reply = { status: number; message?: object };
// $rpcCodes
const CODES = { parse: -32700, request: -32600, method: -32601, params: -32602, mismatch: -32020, version: -32022 };

const fail = (status: number, id: Id | undefined, code: number, message: string, data?: unknown): Reply => ({
  status,
  message: { id, error: { code, message, data } },
});
const frame = (message: object): string => `data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const metaOf = ({ params }: Message): Fields => (isObject(params['_meta']) ? params['_meta'] : {});

type Report = (progress: number, total: number, message: string) => void;
type Tool = {
  description: string;
  // $toolHints
  annotations: { readOnlyHint: boolean };
  inputSchema: object;
  // $isLong
  isLong: boolean;
  run: (input: Fields, signal: AbortSignal, report: Report) => Promise<string>;
};

// $toolProblem
class ToolProblem extends Error {}

function textOf({ text }: Fields): string {
  if (typeof text !== 'string') throw new ToolProblem('"text" must be a string.');
  return text;
}
const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };

// $demo
let revision = 1;
const greet: Tool = {
  description: 'Greets somebody · 你好',
  annotations: { readOnlyHint: true },
  inputSchema,
  isLong: false,
  run: async (input) => `Hello, ${textOf(input)} · 你好 ✓`,
};
const makeReport: Tool = {
  description: 'Makes a report, step by step · 报告',
  annotations: { readOnlyHint: true },
  inputSchema,
  isLong: true,
  run: async (input, signal, report) => {
    const text = textOf(input);
    for (let step = 1; step <= DEMO_STEPS; step += 1) {
      await sleep(DEMO_INTERVAL_MILLISECONDS, undefined, { signal });
      report(step, DEMO_STEPS, `${text} · 第 ${step} 步 ✓`);
    }
    return `${text}: ${DEMO_STEPS} · 完成 ✓`;
  },
};
const tools = new Map<unknown, Tool>([
  ['greet', greet],
  ['make_report', makeReport],
]);
const toolsChanged = new EventEmitter().setMaxListeners(0);
setInterval(() => {
  revision += 1;
  toolsChanged.emit('change');
}, DEMO_CHANGE_MILLISECONDS).unref();

const listTools = () =>
  [...tools].map(([name, { description, annotations, inputSchema }]) => ({
    name,
    description: `${description} (${revision})`,
    annotations,
    inputSchema,
  }));

// $runTool
async function runTool(tool: Tool, input: unknown, signal: AbortSignal, report: Report): Promise<Fields> {
  try {
    const text = await tool.run(isObject(input) ? input : {}, signal, report);
    return { content: [{ type: 'text', text }], isError: false };
  } catch (error) {
    const isKnown = error instanceof ToolProblem;
    if (!isKnown && !signal.aborted) console.error(error);
    return { content: [{ type: 'text', text: isKnown ? error.message : 'The tool failed.' }], isError: true };
  }
}

// $metrics
const BUCKETS = ['0.1', '0.5', '1', '2', '5', '10', '30', '+Inf'];
const metrics: { [series: string]: number } = {};
const count = (series: string, amount = 1) => {
  metrics[series] = (metrics[series] ?? 0) + amount;
};
const countFirstByte = (seconds: number, times = 1) => {
  for (const le of BUCKETS) count(`stream_first_byte_seconds_bucket{le="${le}"}`, seconds > Number(le) ? 0 : times);
  count('stream_first_byte_seconds_sum', seconds * times);
  count('stream_first_byte_seconds_count', times);
};
// $zeroMetrics
countFirstByte(0, 0);
for (const series of ['stream_open_connections', 'stream_heartbeats_total']) count(series, 0);
for (const resumed of [true, false]) count(`stream_opens_total{resumed="${resumed}"}`, 0);
for (const reason of ['end', 'recycle', 'client', 'error']) count(`stream_closes_total{reason="${reason}"}`, 0);

// $outbox
class Outbox {
  readonly frames: string[] = [];
  readonly changed = new EventEmitter();
  isFinished = false;

  add(message: object): void {
    this.push(frame(message));
  }

  push(text: string): void {
    this.frames.push(text);
    this.changed.emit('change');
  }

  finish(): void {
    this.isFinished = true;
    this.changed.emit('change');
  }
}

type EndStream = (reason: 'end' | 'recycle', lastWords?: string) => void;

// $stream
function stream(response: ServerResponse, outbox: Outbox, onLeave: () => void, from = 0): EndStream {
  const opened = performance.now();
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    'X-Content-Type-Options': 'nosniff',
    // $accelBuffering
    'X-Accel-Buffering': 'no',
  });
  // $firstBytes
  response.write(': open\n\n');

  let next = from;
  let closeReason: 'end' | 'recycle' | 'client' = 'client';
  // $send
  const send = () => {
    while (next < outbox.frames.length && !response.writableNeedDrain && !response.writableEnded) {
      response.write(outbox.frames[next]);
      if (next === 0) countFirstByte((performance.now() - opened) / 1000);
      next += 1;
    }
    if (outbox.isFinished && next === outbox.frames.length) end('end');
  };
  const beat = () => {
    if (response.writableNeedDrain) return;
    response.write(': heartbeat\n\n');
    count('stream_heartbeats_total');
  };
  const stop = () => {
    clearInterval(heartbeat);
    outbox.changed.off('change', send);
  };
  const end: EndStream = (reason, lastWords) => {
    if (response.writableEnded) return;
    closeReason = reason;
    stop();
    response.end(lastWords);
  };

  const heartbeat = HEARTBEAT_SECONDS > 0 ? setInterval(beat, HEARTBEAT_SECONDS * 1000) : undefined;
  outbox.changed.on('change', send);
  count('stream_open_connections');
  count(`stream_opens_total{resumed="${from > 0}"}`);
  response.on('drain', send);
  response.on('close', () => {
    stop();
    count('stream_open_connections', -1);
    count(`stream_closes_total{reason="${closeReason}"}`);
    onLeave();
  });
  send();
  return end;
}

// $recycle
function afterRecycleTime(act: () => void): () => void {
  const timer = RECYCLE_SECONDS > 0 ? setTimeout(act, RECYCLE_SECONDS * 1000 * (0.9 + 0.2 * Math.random())) : undefined;
  return () => clearTimeout(timer);
}

// $feeds
const feeds = new Set<() => void>();

function streamChanges(
  response: ServerResponse,
  outbox: Outbox,
  change: object | undefined,
  lastWords: string,
): EndStream {
  const tell = () => change && outbox.add(change);
  const comeBackSoon = () => end('recycle', lastWords);
  const forgetRecycle = afterRecycleTime(comeBackSoon);
  const end = stream(response, outbox, () => {
    forgetRecycle();
    toolsChanged.off('change', tell);
    feeds.delete(comeBackSoon);
  });
  toolsChanged.on('change', tell);
  feeds.add(comeBackSoon);
  return end;
}

// $startCall
function startCall(tool: Tool, message: Message, outbox: Outbox) {
  const stopped = new AbortController();
  const progressToken = metaOf(message)['progressToken'];
  const report: Report = (progress, total, text) => {
    const params = { progressToken, progress, total, message: text };
    if (progressToken !== undefined) outbox.add({ method: 'notifications/progress', params });
  };
  const result = runTool(tool, message.params['arguments'], stopped.signal, report);
  return { stopped, result };
}

// $decodeHeader
function decodeHeader(value: unknown): string {
  const [, encoded] = /^=\?base64\?(.*)\?=$/.exec(String(value)) ?? [];
  return encoded === undefined ? String(value) : Buffer.from(encoded, 'base64').toString();
}

// $checkModern
function checkModern(headers: IncomingHttpHeaders, message: Message): Reply | undefined {
  const { id, method, params } = message;
  const meta = metaOf(message);
  const version = headers['mcp-protocol-version'];
  const claimed = meta[`${META}protocolVersion`];
  const supported = SUPPORTED_VERSIONS.join(', ');
  const mismatch = (what: string) => fail(400, id, CODES.mismatch, `${what}. Supported versions: ${supported}`);
  if (version === undefined) return mismatch('The header MCP-Protocol-Version is missing');
  if (claimed !== undefined && claimed !== version) return mismatch('MCP-Protocol-Version and body differ');
  if (version !== VERSION) {
    const data = { supported: SUPPORTED_VERSIONS, requested: version };
    return fail(400, id, CODES.version, 'Unsupported protocol version', data);
  }
  if (claimed === undefined || !isObject(meta[`${META}clientCapabilities`]))
    return fail(400, id, CODES.params, `_meta needs ${META}protocolVersion and ${META}clientCapabilities`);
  if (headers['mcp-method'] !== method) return mismatch('Mcp-Method and body differ');
  if (method === 'tools/call' && decodeHeader(headers['mcp-name']) !== params['name'])
    return mismatch('Mcp-Name and body differ');
  return undefined;
}

const complete = (result: Fields, meta: Fields = {}): Fields => ({
  resultType: 'complete',
  ...result,
  _meta: { [`${META}serverInfo`]: SERVER_INFO, ...meta },
});
// $cacheable
const CACHEABLE = { ttlMs: 0, cacheScope: 'private' };

// $serveModern
async function serveModern(message: Message, request: IncomingMessage, response: ServerResponse) {
  const { id, method, params } = message;
  if (id === undefined) return { status: 202 };
  const refused = checkModern(request.headers, message);
  if (refused) return refused;
  const answer = (result: Fields): Reply => ({ status: 200, message: { id, result: complete(result) } });
  if (method === 'server/discover')
    return answer({ supportedVersions: SUPPORTED_VERSIONS, capabilities: CAPABILITIES, ...CACHEABLE });
  if (method === 'tools/list') return answer({ tools: listTools(), ...CACHEABLE });
  if (method === 'subscriptions/listen') return listen(id, params, response);
  if (method !== 'tools/call') return fail(404, id, CODES.method, `Unknown method: ${method}`);

  const tool = tools.get(params['name']);
  if (!tool) return fail(200, id, CODES.params, `Unknown tool: ${params['name']}`);
  const outbox = new Outbox();
  const { stopped, result } = startCall(tool, message, outbox);
  if (!tool.isLong) return answer(await result);
  // $closeIsCancel
  stream(response, outbox, () => stopped.abort());
  outbox.add({ id, result: complete(await result) });
  outbox.finish();
  return undefined;
}

// $listen
function listen(id: Id, { notifications }: Fields, response: ServerResponse): Reply | undefined {
  if (!isObject(notifications)) return fail(400, id, CODES.params, '"notifications" is missing');
  const isWanted = notifications['toolsListChanged'] === true;
  const meta = { [`${META}subscriptionId`]: id };
  const outbox = new Outbox();
  const params = { _meta: meta, notifications: isWanted ? { toolsListChanged: true } : {} };
  outbox.add({ method: 'notifications/subscriptions/acknowledged', params });
  const change = { method: 'notifications/tools/list_changed', params: { _meta: meta } };
  streamChanges(response, outbox, isWanted ? change : undefined, frame({ id, result: complete({}, meta) }));
  return undefined;
}

// $if dual
let lastKey = 0;
// $numbered
class NumberedOutbox extends Outbox {
  readonly key: number;

  constructor() {
    super();
    lastKey += 1;
    this.key = lastKey;
  }

  override push(text: string): void {
    super.push(`id: ${this.key}.${this.frames.length}\n${text}`);
  }
}

type Call = {
  outbox: NumberedOutbox;
  stopped: AbortController;
  endStream?: EndStream;
  abandoned?: NodeJS.Timeout;
};
// $sessions
type Session = { version: string; calls: Map<Id, Call>; endFeed?: EndStream };
const sessions = new Map<string, Session>();

// $isModern
function isModern({ 'mcp-protocol-version': version = '', ...headers }: IncomingHttpHeaders, message: Message) {
  if (metaOf(message)[`${META}protocolVersion`] !== undefined) return true;
  const isLegacy = LEGACY_VERSIONS.includes(String(version)) || headers['mcp-session-id'] !== undefined;
  return message.method !== 'initialize' && !isLegacy;
}

function endSession(id: string): void {
  const { calls, endFeed } = sessions.get(id) ?? {};
  sessions.delete(id);
  for (const { stopped } of calls?.values() ?? []) stopped.abort();
  endFeed?.('end');
}

function initialize({ id, params }: Message, response: ServerResponse): Reply {
  const asked = String(params['protocolVersion']);
  // $negotiate
  const version = LEGACY_VERSIONS.includes(asked) ? asked : (LEGACY_VERSIONS[0] ?? '');
  const sessionId = crypto.randomUUID();
  sessions.set(sessionId, { version, calls: new Map() });
  const [oldest = ''] = sessions.keys();
  if (sessions.size > MAX_SESSIONS) endSession(oldest);
  response.setHeader('Mcp-Session-Id', sessionId);
  // $exposeHeaders
  response.setHeader('Access-Control-Expose-Headers', 'Mcp-Session-Id');
  const result = { protocolVersion: version, capabilities: CAPABILITIES, serverInfo: SERVER_INFO };
  return { status: 200, message: { id, result } };
}

// $findSession
function findSession(headers: IncomingHttpHeaders): Session | Reply {
  const id = headers['mcp-session-id'];
  if (id === undefined) return { status: 400 };
  const session = sessions.get(String(id));
  if (!session) return { status: 404 };
  // $recentlyUsed
  sessions.delete(String(id));
  sessions.set(String(id), session);
  const version = headers['mcp-protocol-version'] ?? session.version;
  return LEGACY_VERSIONS.includes(String(version)) ? session : { status: 400 };
}

async function serveSession(message: Message, request: IncomingMessage, response: ServerResponse) {
  const { id, method, params } = message;
  if (method === 'initialize' && id !== undefined) return initialize(message, response);
  const session = findSession(request.headers);
  if ('status' in session) return session;
  // $cancelled
  if (method === 'notifications/cancelled') session.calls.get(params['requestId'] as Id)?.stopped.abort();
  if (id === undefined) return { status: 202 };
  const answer = (result: Fields): Reply => ({ status: 200, message: { id, result } });
  if (method === 'ping') return answer({});
  if (method === 'tools/list') return answer({ tools: listTools() });
  if (method !== 'tools/call') return fail(200, id, CODES.method, `Unknown method: ${method}`);

  const tool = tools.get(params['name']);
  if (!tool) return fail(200, id, CODES.params, `Unknown tool: ${params['name']}`);
  const outbox = new NumberedOutbox();
  // $priming
  if (session.version !== '2025-06-18') outbox.push('data:\n\n');
  const { stopped, result } = startCall(tool, message, outbox);
  if (!tool.isLong) return answer(await result);
  const call: Call = { outbox, stopped };
  session.calls.set(id, call);
  followCall(session, id, call, 0, response);
  const done = await result;
  // $noAnswer
  if (!stopped.signal.aborted) outbox.add({ id, result: done });
  outbox.finish();
  return undefined;
}

// $followCall
function followCall(session: Session, id: Id, call: Call, from: number, response: ServerResponse): void {
  call.endStream?.('recycle');
  clearTimeout(call.abandoned);
  const lastWords = `retry: ${Math.round(500 + 1500 * Math.random())}\n\n`;
  const forgetRecycle = afterRecycleTime(() => {
    // $noRecycle
    if (session.version !== '2025-06-18' && server.listening) end('recycle', lastWords);
  });
  const giveUp = () => {
    call.stopped.abort();
    session.calls.delete(id);
  };
  const leave = () => {
    forgetRecycle();
    // $abandoned
    if (call.endStream === end) call.abandoned = setTimeout(giveUp, RESUME_SECONDS * 1000).unref();
  };
  const end = stream(response, call.outbox, leave, from);
  call.endStream = end;
}

// $openFeed
function openFeed(request: IncomingMessage, response: ServerResponse): Reply | undefined {
  const session = findSession(request.headers);
  if ('status' in session) return session;
  if (!request.headers.accept?.includes('text/event-stream')) return { status: 406 };
  const position = request.headers['last-event-id'];
  if (position === undefined) {
    session.endFeed?.('recycle');
    session.endFeed = streamChanges(response, new Outbox(), { method: 'notifications/tools/list_changed' }, '');
    return undefined;
  }
  const [key, last] = String(position).split('.').map(Number);
  const [id, call] = [...session.calls].find(([, { outbox }]) => outbox.key === key) ?? [];
  // $unknownPosition
  if (id === undefined || !call || !(Number(last) < call.outbox.frames.length)) return { status: 400 };
  followCall(session, id, call, Number(last) + 1, response);
  return undefined;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
  if (request.method === 'GET') return openFeed(request, response);
  if (request.method === 'DELETE') {
    const session = findSession(request.headers);
    if ('status' in session) return session;
    endSession(String(request.headers['mcp-session-id']));
    return { status: 204 };
  }
  const message = await readMessage(request);
  if ('status' in message) return message;
  return (isModern(request.headers, message) ? serveModern : serveSession)(message, request, response);
}
// $end
// $if modern
//| async function serve(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
//|   const message = await readMessage(request);
//|   return 'status' in message ? message : serveModern(message, request, response);
//| }
// $end

// $readMessage
async function readMessage(request: IncomingMessage): Promise<Message | Reply> {
  const { accept = '', 'content-type': contentType = '' } = request.headers;
  // $jsonOnly
  if (!contentType.startsWith('application/json')) return { status: 415 };
  // $bothTypes
  if (!accept.includes('application/json') || !accept.includes('text/event-stream')) return { status: 406 };
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of request) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_BYTES) return { status: 413 };
  }
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return fail(400, undefined, CODES.parse, 'The body is not JSON');
  }
  // $oneMessage
  const { jsonrpc, id, method, params = {} } = isObject(message) ? message : {};
  const isId = id === undefined || typeof id === 'string' || Number.isSafeInteger(id);
  if (jsonrpc !== '2.0' || typeof method !== 'string' || !isObject(params) || !isId)
    return fail(400, undefined, CODES.request, 'The body is not one JSON-RPC request or notification');
  return { method, params, ...(id !== undefined && { id: id as Id }) };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
  const { headers, method = '', url } = request;
  // $draining
  if (!server.listening) return { status: 503 };
  if (url === '/healthz') return { status: 204 };
  if (url === '/metrics') {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(Object.entries(metrics).reduce((text, [series, value]) => `${text}${series} ${value}\n`, ''));
    return undefined;
  }
  if (url !== PATH) return { status: 404 };
  // $foreignOrigin
  if (headers.origin !== undefined && headers.origin !== ALLOWED_ORIGIN) return { status: 403 };
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Origin', ALLOWED_ORIGIN);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  if (method === 'OPTIONS') {
    // $preflight
    response.setHeader('Access-Control-Allow-Methods', ALLOWED_METHODS);
    response.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
    return { status: 204 };
  }
  // $authenticate
  if (ALLOWED_METHODS.split(', ').includes(method)) return serve(request, response);
  // $methodNotAllowed
  response.setHeader('Allow', ALLOWED_METHODS);
  return { status: 405 };
}

function sendReply(response: ServerResponse, { status, message }: Reply): void {
  if (message === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ jsonrpc: '2.0', ...message }));
}

const server = createServer((request, response) => {
  handle(request, response).then(
    (reply) => reply && sendReply(response, reply),
    () => response.destroy(),
  );
});
server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
server.listen(PORT);

// $drain
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  for (const comeBackSoon of feeds) setTimeout(comeBackSoon, Math.random() * DRAIN_SECONDS * 1000);
  setInterval(() => server.closeIdleConnections(), 500);
  setTimeout(() => server.closeAllConnections(), (DRAIN_SECONDS + 1) * 1000);
});
