import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PORT = 8080;
const PATH = '/stream';
// $allowedOrigin
const ALLOWED_ORIGIN = 'https://api.example.com';
// $heartbeatSeconds
const HEARTBEAT_SECONDS = 15;
// $recycleSeconds
const RECYCLE_SECONDS = 0;
// $resumeSeconds
const RESUME_SECONDS = 30;
// $keepSeconds
const KEEP_SECONDS = 300;
const MAX_RUNS = 1000;
const MAX_BODY_BYTES = 64 * 1024;
// $drainSeconds
const DRAIN_SECONDS = 300;
// $keepAliveSeconds
const KEEP_ALIVE_SECONDS = 620;
const DEMO_PIECES = 20;
const DEMO_INTERVAL_MILLISECONDS = 500;

type Message = { id: number; type: 'text' | 'done' | 'error' | 'recycle'; data: unknown };

// $if events
const CONTENT_TYPE = 'text/event-stream';
const HEARTBEAT = ': heartbeat\n\n';
const frame = ({ id, type, data }: Message): string => `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
// $end
// $if ndjson
//| const CONTENT_TYPE = 'application/x-ndjson';
//| // $emptyLine
//| const HEARTBEAT = '\n';
//| const frame = (message: Message): string => `${JSON.stringify(message)}\n`;
// $end

// $run
class Run {
  readonly messages: Message[] = [];
  readonly added = new EventEmitter().setMaxListeners(0);
  readonly cancelled = new AbortController();
  readers = 0;
  abandoned: NodeJS.Timeout | undefined;

  add(type: Message['type'], data: unknown): void {
    this.messages.push({ id: this.messages.length + 1, type, data });
    this.added.emit('message');
  }

  async work(prompt: string): Promise<void> {
    try {
      for await (const text of generate(prompt, this.cancelled.signal)) this.add('text', { text });
      this.add('done', {});
    } catch {
      // $errorMessage
      this.add('error', { code: this.cancelled.signal.aborted ? 'cancelled' : 'failed' });
    }
  }
}

const runs = new Map<string, Run>();

function startRun(key: string, prompt: string): Run {
  const run = new Run();
  runs.set(key, run);
  void run.work(prompt).then(() => setTimeout(() => runs.delete(key), KEEP_SECONDS * 1000).unref());
  return run;
}

// $demo
async function* generate(prompt: string, signal: AbortSignal): AsyncGenerator<string> {
  for (let number = 1; number <= DEMO_PIECES; number += 1) {
    await sleep(DEMO_INTERVAL_MILLISECONDS, undefined, { signal });
    yield `${prompt} ${number} · 你好 ✓\n`;
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

function follow(run: Run, lastId: number, response: ServerResponse): void {
  const opened = performance.now();
  response.writeHead(200, {
    'Content-Type': CONTENT_TYPE,
    'Cache-Control': 'no-store, no-transform',
    'X-Content-Type-Options': 'nosniff',
    // $accelBuffering
    'X-Accel-Buffering': 'no',
  });
  // $firstBytes
  response.write(HEARTBEAT);

  let lastSent = lastId;
  let closeReason: 'end' | 'recycle' | 'client' | 'error' = 'client';
  // $send
  const send = () => {
    for (const message of run.messages.slice(lastSent)) {
      if (response.writableNeedDrain || response.writableEnded) return;
      if (lastSent === 0) countFirstByte((performance.now() - opened) / 1000);
      response.write(frame(message));
      lastSent = message.id;
      if (message.type === 'done') end('end');
      if (message.type === 'error') end('error');
    }
  };
  const stop = () => {
    clearInterval(heartbeat);
    clearTimeout(recycle);
    run.added.off('message', send);
  };
  const end = (reason: typeof closeReason) => {
    closeReason = reason;
    stop();
    response.end();
  };
  const comeBackSoon = () => {
    // $noRecycle
    if (!server.listening) return;
    // $recycleMessage
    response.write(frame({ id: lastSent, type: 'recycle', data: {} }));
    end('recycle');
  };
  const beat = () => {
    if (response.writableNeedDrain) return;
    response.write(HEARTBEAT);
    count('stream_heartbeats_total');
  };

  const heartbeat = HEARTBEAT_SECONDS > 0 ? setInterval(beat, HEARTBEAT_SECONDS * 1000) : undefined;
  // $recycle
  const recycleMilliseconds = RECYCLE_SECONDS * 1000 * (0.9 + 0.2 * Math.random());
  const recycle = RECYCLE_SECONDS > 0 ? setTimeout(comeBackSoon, recycleMilliseconds) : undefined;
  clearTimeout(run.abandoned);
  run.readers += 1;
  run.added.on('message', send);
  count('stream_open_connections');
  count(`stream_opens_total{resumed="${lastId > 0}"}`);
  response.on('drain', send);
  response.on('close', () => {
    stop();
    count('stream_open_connections', -1);
    count(`stream_closes_total{reason="${closeReason}"}`);
    run.readers -= 1;
    // $abandoned
    if (run.readers === 0) run.abandoned = setTimeout(() => run.cancelled.abort(), RESUME_SECONDS * 1000);
  });
  send();
}

async function readPrompt(request: IncomingMessage): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of request) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_BYTES) return undefined;
  }
  try {
    const { prompt } = JSON.parse(text);
    return typeof prompt === 'string' ? prompt : undefined;
  } catch {
    return undefined;
  }
}

// $post
async function post(request: IncomingMessage, response: ServerResponse, key: string): Promise<number> {
  // $jsonOnly
  if (!request.headers['content-type']?.startsWith('application/json')) return 415;
  const prompt = await readPrompt(request);
  if (prompt === undefined || !/^[\w-]{16,64}$/.test(key)) return 400;
  const lastId = Number(request.headers['last-event-id'] ?? 0);
  const known = runs.get(key);
  // $unknownRun
  if (!(lastId >= 0 && lastId <= (known?.messages.length ?? 0))) return 410;
  if (!known && runs.size >= MAX_RUNS) return 503;
  // $idempotency
  follow(known ?? startRun(key, prompt), lastId, response);
  return 200;
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<number> {
  const { origin } = request.headers;
  const key = String(request.headers['idempotency-key'] ?? '');
  // $draining
  if (!server.listening) return 503;
  if (request.url === '/healthz') return 204;
  if (request.url === '/metrics') {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(Object.entries(metrics).reduce((text, [series, value]) => `${text}${series} ${value}\n`, ''));
    return 200;
  }
  if (request.url !== PATH) return 404;
  // $foreignOrigin
  if (origin !== undefined && origin !== ALLOWED_ORIGIN) return 403;
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Origin', ALLOWED_ORIGIN);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  if (request.method === 'OPTIONS') {
    // $preflight
    response.setHeader('Access-Control-Allow-Methods', 'POST, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID');
    return 204;
  }
  // $authenticateKey
  if (request.method === 'POST') return post(request, response, key);
  if (request.method !== 'DELETE') return 405;
  // $cancel
  runs.get(key)?.cancelled.abort();
  return 204;
}

const server = createServer((request, response) => {
  handle(request, response).then(
    (status) => response.headersSent || response.writeHead(status).end(),
    () => response.destroy(),
  );
});
server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
server.listen(PORT);

// $drainRuns
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  setInterval(() => server.closeIdleConnections(), 500);
  setTimeout(() => server.closeAllConnections(), DRAIN_SECONDS * 1000);
});
