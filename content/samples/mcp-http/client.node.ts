import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// $streamUrl
const STREAM_URL = 'https://api.example.com/mcp';
// $watchdog
const HEARTBEAT_SECONDS = 15;
const MAX_MISSED_HEARTBEATS = 3;
// $backOff
const FIRST_RETRY_MILLISECONDS = 500;
const MAX_RETRY_MILLISECONDS = 10_000;
const MAX_FAILURES = 8;

const VERSION = '2026-07-28';
const CLIENT_INFO = { name: 'sample-client', version: '1.0.0' };
// $metaPrefix
const META = 'io.modelcontextprotocol/';

// $toolHintsClient
type Hints = { readOnlyHint?: boolean; idempotentHint?: boolean };
export type Tool = { name: string; description?: string; annotations?: Hints };
type Params = { [name: string]: unknown };
type Result = {
  resultType?: string;
  tools?: Tool[];
  nextCursor?: string;
  content?: { type: string; text?: string }[];
  isError?: boolean;
  protocolVersion?: string;
};
type Failure = { code: number; message: string; data?: { supported?: string[] } };
type Message = { id?: number; method?: string; params?: Params; result?: Result; error?: Failure };
type StreamEvent = { data: string; id: string | undefined; retry: number | undefined };
type Progress = { progress: number; total?: number; message?: string };
export type OnProgress = (progress: Progress) => void;

// $refused
class Refused extends Error {
  status: number;
  failure: Failure | undefined;

  constructor(said: string, status = 200, failure?: Failure) {
    super([said, failure?.message, failure?.data && JSON.stringify(failure.data)].filter(Boolean).join(': '));
    this.status = status;
    this.failure = failure;
  }
}

// $busy
class Busy extends Error {}

// $lines
async function* readLines(body: AsyncIterable<Uint8Array>, onChunk: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    onChunk();
    // $splitChunk
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?=[^\n])/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

// $events
async function* readEvents(response: Response, onChunk: () => void): AsyncGenerator<StreamEvent> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream) yield { data: await response.text(), id: undefined, retry: undefined };
  if (!isStream || !response.body) return;
  let data: string[] = [];
  let id: string | undefined;
  let retry: number | undefined;
  for await (const line of readLines(response.body, onChunk)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) retry = Number(value);
    if (line !== '') continue;
    yield { data: data.join('\n'), id, retry };
    data = [];
    id = undefined;
    retry = undefined;
  }
}

// $silence
function watchSilence(signal: AbortSignal) {
  const silence = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const heard = () => {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0)
      timer = setTimeout(() => silence.abort(), HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  };
  heard();
  return { signal: AbortSignal.any([signal, silence.signal]), heard, stop: () => clearTimeout(timer) };
}

// $fullJitter
function pause(failures: number, signal: AbortSignal, leastMilliseconds = 0): Promise<unknown> {
  const longest = Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** failures);
  return sleep(leastMilliseconds + Math.random() * longest, undefined, { signal }).catch(() => undefined);
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.ok) return response;
  const said = `${url} answered ${response.status}`;
  if (response.status === 429) throw new Busy(said);
  if (response.status >= 500) throw new Error(said);
  const body = (await response.json().catch(() => undefined)) as Message | undefined;
  throw new Refused(said, response.status, body?.error);
}

// $encodeHeader
function encodeHeader(text: string): string {
  const isPlain = /^[!-~]([ -~]*[!-~])?$/.test(text) && !/^=\?base64\?.*\?=$/.test(text);
  return isPlain ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}

let lastId = 0;
function newRequest(method: string, params: Params): Message {
  lastId += 1;
  return { id: lastId, method, params };
}

const withMeta = (message: Message): object => ({
  jsonrpc: '2.0',
  ...message,
  params: {
    ...message.params,
    _meta: {
      ...(message.params?.['_meta'] ?? {}),
      [`${META}protocolVersion`]: VERSION,
      [`${META}clientInfo`]: CLIENT_INFO,
      [`${META}clientCapabilities`]: {},
    },
  },
});
// $identify
const HEADERS = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' };

// $post
function postModern(url: string, message: Message, signal: AbortSignal): Promise<Response> {
  const { method = '', params } = message;
  const name = params?.['name'];
  const headers = {
    ...HEADERS,
    'MCP-Protocol-Version': VERSION,
    'Mcp-Method': method,
    ...(typeof name === 'string' && { 'Mcp-Name': encodeHeader(name) }),
  };
  return send(url, { method: 'POST', headers, body: JSON.stringify(withMeta(message)), signal });
}

// $exchangeModern
async function* exchangeModern(url: string, message: Message, signal: AbortSignal): AsyncGenerator<Message> {
  const silence = watchSilence(signal);
  try {
    const response = await postModern(url, message, silence.signal);
    for await (const { data } of readEvents(response, silence.heard)) if (data !== '') yield JSON.parse(data);
  } finally {
    silence.stop();
  }
}
const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';
const TOOLS_CHANGED = 'notifications/tools/list_changed';
const LISTEN = { notifications: { toolsListChanged: true } };

// $if dual
// $legacyVersions
const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18'];
// $modernErrors
const MODERN_ERRORS = [-32020, -32021, -32022];
export type Server = { url: string; version: string; sessionId: string | undefined };

const headersOf = ({ version, sessionId }: Server) => ({
  ...HEADERS,
  ...(version !== '' && { 'MCP-Protocol-Version': version }),
  ...(sessionId !== undefined && { 'Mcp-Session-Id': sessionId }),
});
function postLegacy(server: Server, message: Message, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return send(server.url, { method: 'POST', headers: headersOf(server), body, signal });
}
function get(server: Server, lastEventId: string, signal: AbortSignal): Promise<Response> {
  const resume = lastEventId === '' ? undefined : { 'Last-Event-ID': lastEventId };
  return send(server.url, { headers: { ...headersOf(server), Accept: 'text/event-stream', ...resume }, signal });
}

// $startSession
async function startSession(server: Server, signal: AbortSignal): Promise<void> {
  const opening: Server = { url: server.url, version: '', sessionId: undefined };
  const params = { protocolVersion: LEGACY_VERSIONS[0], capabilities: {}, clientInfo: CLIENT_INFO };
  const response = await postLegacy(opening, newRequest('initialize', params), signal);
  for await (const { data } of readEvents(response, () => undefined)) {
    const { result, error }: Message = data === '' ? {} : JSON.parse(data);
    if (error) throw new Refused(server.url, response.status, error);
    opening.version = result?.protocolVersion ?? opening.version;
  }
  if (!LEGACY_VERSIONS.includes(opening.version)) throw new Refused(`${server.url} speaks MCP ${opening.version}`);
  opening.sessionId = response.headers.get('mcp-session-id') ?? undefined;
  Object.assign(server, opening);
  await postLegacy(server, { method: 'notifications/initialized' }, signal);
}

// $connectDual
export async function connect(url: string, signal: AbortSignal): Promise<Server> {
  const server: Server = { url, version: VERSION, sessionId: undefined };
  try {
    await request(server, 'server/discover', {}, signal);
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401 || error.status === 403) throw error;
    // $fallBack
    const { code = 0, data } = error.failure ?? {};
    const isLegacyToo = data?.supported?.some((version) => LEGACY_VERSIONS.includes(version));
    if (MODERN_ERRORS.includes(code) && !isLegacyToo) throw error;
    await startSession(server, signal);
  }
  return server;
}

// $disconnect
export async function disconnect(server: Server): Promise<void> {
  if (server.sessionId !== undefined)
    await send(server.url, { method: 'DELETE', headers: headersOf(server) }).catch(() => undefined);
}

// $newSession
async function inSession<T>(server: Server, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404 || server.sessionId === undefined) throw error;
    await startSession(server, signal);
    return act();
  }
}

// $exchangeLegacy
async function* exchangeLegacy(server: Server, message: Message, signal: AbortSignal): AsyncGenerator<Message> {
  let lastEventId = '';
  let failures = 0;
  let isOver = false;
  let isRunning = true;
  try {
    while (true) {
      const silence = watchSilence(signal);
      let retry: number | undefined;
      let problem: unknown = new Error('the response was cut off');
      try {
        const response = await (lastEventId === ''
          ? inSession(server, signal, () => postLegacy(server, message, silence.signal))
          : get(server, lastEventId, silence.signal));
        for await (const event of readEvents(response, silence.heard)) {
          failures = 0;
          lastEventId = event.id ?? lastEventId;
          retry = event.retry ?? retry;
          if (event.data === '') continue;
          const received: Message = JSON.parse(event.data);
          isOver = received.id === message.id;
          isRunning = !isOver;
          yield received;
        }
      } catch (error) {
        problem = error;
        isRunning = !(error instanceof Refused);
      } finally {
        silence.stop();
      }
      if (isOver) return;
      // $resume
      if (lastEventId === '' || signal.aborted || failures === MAX_FAILURES) throw problem;
      if (problem instanceof Refused) throw new Error(`the call was lost: ${problem.message}`);
      await pause(failures, signal, retry);
      failures += 1;
    }
  } finally {
    // $cancelLegacy
    const params = { requestId: message.id };
    const cancelled = { method: 'notifications/cancelled', params };
    if (isRunning) postLegacy(server, cancelled, AbortSignal.timeout(5000)).catch(() => undefined);
  }
}

const exchange = (server: Server, message: Message, signal: AbortSignal) =>
  server.version === VERSION ? exchangeModern(server.url, message, signal) : exchangeLegacy(server, message, signal);

// $listenDual
async function* listen(server: Server, signal: AbortSignal): AsyncGenerator<Message> {
  if (server.version === VERSION) {
    yield* exchangeModern(server.url, newRequest('subscriptions/listen', LISTEN), signal);
    return;
  }
  const silence = watchSilence(signal);
  try {
    const response = await inSession(server, signal, () => get(server, '', silence.signal));
    // $missed
    yield { method: TOOLS_CHANGED };
    for await (const { data } of readEvents(response, silence.heard)) if (data !== '') yield JSON.parse(data);
  } finally {
    silence.stop();
  }
}
// $end
// $if modern
//| export type Server = { url: string };
//|
//| // $connect
//| export async function connect(url: string, signal: AbortSignal): Promise<Server> {
//|   await request({ url }, 'server/discover', {}, signal);
//|   return { url };
//| }
//|
//| const exchange = ({ url }: Server, message: Message, signal: AbortSignal) => exchangeModern(url, message, signal);
//| const listen = ({ url }: Server, signal: AbortSignal) =>
//|   exchangeModern(url, newRequest('subscriptions/listen', LISTEN), signal);
// $end

// $request
async function request(
  server: Server,
  method: string,
  params: Params,
  signal: AbortSignal,
  mayRepeat = true,
  onNotification: (message: Message) => void = () => undefined,
): Promise<Result> {
  for (let failures = 0; ; failures += 1) {
    try {
      // $newId
      for await (const message of exchange(server, newRequest(method, params), signal)) {
        const { result, error } = message;
        if (error) throw new Refused(server.url, 200, error);
        // $resultType
        const type = result?.resultType ?? 'complete';
        if (type !== 'complete') throw new Refused(`${server.url} answered with a result of type ${type}`);
        if (result) return result;
        onNotification(message);
      }
      throw new Error('the response was cut off');
    } catch (error) {
      if (signal.aborted || error instanceof Refused || failures === MAX_FAILURES) throw error;
      if (!mayRepeat && !(error instanceof Busy)) throw new Error(`${method} may have run or not`, { cause: error });
      await pause(failures, signal);
    }
  }
}

export async function listTools(server: Server, signal: AbortSignal): Promise<Tool[]> {
  const found: Tool[] = [];
  let cursor: string | undefined;
  do {
    const { tools = [], nextCursor } = await request(server, 'tools/list', cursor ? { cursor } : {}, signal);
    found.push(...tools);
    cursor = nextCursor;
  } while (cursor);
  return found;
}

// $callTool
export async function callTool(
  server: Server,
  { name, annotations }: Tool,
  input: Params,
  signal: AbortSignal,
  onProgress: OnProgress = () => undefined,
): Promise<string> {
  // $mayRepeat
  const mayRepeat = annotations?.readOnlyHint === true || annotations?.idempotentHint === true;
  const params = { name, arguments: input, _meta: { progressToken: randomUUID() } };
  const { content = [], isError } = await request(server, 'tools/call', params, signal, mayRepeat, (message) => {
    if (message.method === 'notifications/progress') onProgress(message.params as Progress);
  });
  const answer = content.map(({ text }) => text ?? '').join('\n');
  if (isError) throw new Error(answer);
  return answer;
}

// $watchTools
export async function* watchTools(server: Server, signal: AbortSignal): AsyncGenerator<Tool[]> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const { method, params, result, error } of listen(server, signal)) {
        failures = 0;
        if (error) throw new Refused(server.url, 200, error);
        // $missed
        if (method === ACKNOWLEDGED || method === TOOLS_CHANGED) yield await listTools(server, signal);
        const agreed = params?.['notifications'] as { toolsListChanged?: boolean } | undefined;
        if (method === ACKNOWLEDGED && !agreed?.toolsListChanged)
          throw new Refused(`${server.url} tells of no changes`);
        // $plannedEnd
        if (result) failures = -1;
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    failures += 1;
    await pause(failures, signal);
  }
}

async function main(server: Server, [name, input = '{}']: string[], signal: AbortSignal): Promise<void> {
  if (name === undefined) {
    for await (const tools of watchTools(server, signal))
      for (const tool of tools) console.log(`${tool.name}: ${tool.description}`);
    return;
  }
  const tool = (await listTools(server, signal)).find((known) => known.name === name);
  if (!tool) throw new Error(`${server.url} has no tool ${name}`);
  const print = ({ progress, total, message }: Progress) => console.log(`${progress}/${total} ${message}`);
  console.log(await callTool(server, tool, JSON.parse(input), signal, print));
}

// $if dual
async function run(url: string, words: string[], signal: AbortSignal): Promise<void> {
  const server = await connect(url, signal);
  await main(server, words, signal).finally(() => disconnect(server));
}
// $end
// $if modern
//| const run = async (url: string, words: string[], signal: AbortSignal): Promise<void> =>
//|   main(await connect(url, signal), words, signal);
// $end

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
// $arguments
const words = process.argv.slice(2);
const address = words.at(-1)?.includes('://') ? words.pop() : undefined;
await run(address ?? STREAM_URL, words, interrupted.signal).catch((error) => {
  if (!interrupted.signal.aborted) throw error;
});
