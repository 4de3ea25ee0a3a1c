import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PORT = 8080;
const PATH = '/jobs';
// $allowedOrigin
const ALLOWED_ORIGIN = 'https://api.example.com';
// $retryAfterSeconds
const RETRY_AFTER_SECONDS = 2;
// $maxRunning
const MAX_RUNNING = 4;
const MAX_JOBS = 1000;
const MAX_BODY_BYTES = 64 * 1024;
// $keepSeconds
const KEEP_SECONDS = 3600;
// $if stream
// $heartbeatSeconds
const HEARTBEAT_SECONDS = 15;
// $recycleSeconds
const RECYCLE_SECONDS = 240;
// $end
// $if poll
//| // $holdSeconds
//| const HOLD_SECONDS = 25;
// $end
// $drainSeconds
const DRAIN_SECONDS = 60;
// $keepAliveSeconds
const KEEP_ALIVE_SECONDS = 620;
const DEMO_STEPS = 20;
const DEMO_INTERVAL_MILLISECONDS = 500;

type State = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

// $job
class Job {
  readonly id = randomUUID();
  readonly key: string;
  readonly input: string;
  readonly queuedAt = performance.now();
  readonly cancelled = new AbortController();
  readonly changed = new EventEmitter().setMaxListeners(0);
  state: State = 'queued';
  progress = 0;
  result: unknown;
  version = 1;

  constructor(key: string, input: string) {
    this.key = key;
    this.input = input;
  }

  get isOver(): boolean {
    return this.state !== 'queued' && this.state !== 'running';
  }

  // $snapshot
  snapshot() {
    const { id, state, progress, version } = this;
    return { id, state, progress, version };
  }

  update(change: { state?: State; progress?: number; result?: unknown }): void {
    Object.assign(this, change);
    this.version += 1;
    this.changed.emit('change');
  }
}

const jobs = new Map<string, Job>();
const jobsByKey = new Map<string, Job>();
// $queue
const queue: Job[] = [];
let running = 0;

function submit(key: string, input: string): Job {
  const job = new Job(key, input);
  jobs.set(job.id, job);
  jobsByKey.set(key, job);
  queue.push(job);
  startNext();
  return job;
}

function startNext(): void {
  while (running < MAX_RUNNING && server.listening) {
    const job = queue.shift();
    if (!job) return;
    running += 1;
    void run(job).finally(() => {
      running -= 1;
      startNext();
    });
  }
}

async function run(job: Job): Promise<void> {
  job.update({ state: 'running' });
  try {
    const onProgress = (progress: number) => job.update({ progress });
    finish(job, 'succeeded', await work(JSON.parse(job.input), onProgress, job.cancelled.signal));
  } catch {
    // $failed
    finish(job, job.cancelled.signal.aborted ? 'cancelled' : 'failed');
  }
}

function finish(job: Job, state: State, result?: unknown): void {
  job.update({ state, result });
  count(`job_runs_total{outcome="${state}"}`);
  setTimeout(() => {
    jobs.delete(job.id);
    jobsByKey.delete(job.key);
  }, KEEP_SECONDS * 1000).unref();
}

// $demo
async function work(input: unknown, onProgress: (progress: number) => void, signal: AbortSignal): Promise<unknown> {
  for (let step = 1; step <= DEMO_STEPS; step += 1) {
    await sleep(DEMO_INTERVAL_MILLISECONDS, undefined, { signal });
    onProgress(step / DEMO_STEPS);
  }
  return { text: '完成 ✓', input };
}

// $metrics
const BUCKETS = ['0.1', '0.5', '1', '2', '5', '10', '30', '+Inf'];
const metrics: { [series: string]: number } = {};
const count = (series: string, amount = 1) => {
  metrics[series] = (metrics[series] ?? 0) + amount;
};
const observe = (histogram: string, seconds: number, times = 1) => {
  for (const le of BUCKETS) count(`${histogram}_bucket{le="${le}"}`, seconds > Number(le) ? 0 : times);
  count(`${histogram}_sum`, seconds * times);
  count(`${histogram}_count`, times);
};
// $zeroMetrics
for (const code of [200, 202, 404, 500]) count(`http_requests_total{code="${code}"}`, 0);
for (const outcome of ['succeeded', 'failed', 'cancelled', 'abandoned'])
  count(`job_runs_total{outcome="${outcome}"}`, 0);
observe('http_first_byte_seconds', 0, 0);
// $if stream
for (const series of ['stream_open_connections', 'stream_heartbeats_total']) count(series, 0);
for (const resumed of [true, false]) count(`stream_opens_total{resumed="${resumed}"}`, 0);
for (const reason of ['end', 'recycle', 'client', 'error']) count(`stream_closes_total{reason="${reason}"}`, 0);
observe('stream_first_byte_seconds', 0, 0);
// $end
// $if poll
//| count('stream_open_connections', 0);
// $end

type Reply = { status: number; body?: unknown; headers?: OutgoingHttpHeaders };
type Handler = (request: IncomingMessage, job: Job, response: ServerResponse) => Reply | undefined;

const retryLater = { 'Retry-After': RETRY_AFTER_SECONDS };
const status: Handler = (_, job) => ({ status: 200, body: job.snapshot(), headers: job.isOver ? {} : retryLater });
const result: Handler = (_, job) => (job.state === 'succeeded' ? { status: 200, body: job.result } : { status: 409 });

const cancel: Handler = (_, job) => {
  const place = queue.indexOf(job);
  if (place >= 0) {
    queue.splice(place, 1);
    finish(job, 'cancelled');
  }
  job.cancelled.abort();
  return { status: 204 };
};

// $base
const BASE = PATH.replace(/\/$/, '');
const routes: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/([\w-]+)$/, status],
  ['GET', /^\/([\w-]+)\/result$/, result],
  ['DELETE', /^\/([\w-]+)$/, cancel],
];
// $openStreams
const openStreams = new Set<() => void>();
// $if stream

// $watchStream
const watch: Handler = (request, job, response) => {
  const lastEventId = String(request.headers['last-event-id'] ?? '');
  let sentVersion = Number(lastEventId);
  // $noContent
  if (job.isOver && sentVersion === job.version) return { status: 204 };
  const openedAt = performance.now();
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    // $accelBuffering
    'X-Accel-Buffering': 'no',
  });
  // $firstBytes
  response.write(': open\n\n');
  observe('stream_first_byte_seconds', (performance.now() - openedAt) / 1000);

  let closeReason: 'end' | 'recycle' | 'client' = 'client';
  // $sendLatest
  const send = () => {
    if (sentVersion === job.version || response.writableNeedDrain || response.writableEnded) return;
    sentVersion = job.version;
    response.write(`id: ${sentVersion}\ndata: ${JSON.stringify(job.snapshot())}\n\n`);
    if (job.isOver) end('end');
  };
  const beat = () => {
    if (response.writableNeedDrain) return;
    response.write(': heartbeat\n\n');
    count('stream_heartbeats_total');
  };
  const stop = () => {
    clearInterval(heartbeat);
    clearTimeout(recycle);
    job.changed.off('change', send);
    openStreams.delete(comeBackSoon);
  };
  const end = (reason: 'end' | 'recycle') => {
    closeReason = reason;
    stop();
    response.end();
  };
  const comeBackSoon = () => end('recycle');

  const heartbeat = HEARTBEAT_SECONDS > 0 ? setInterval(beat, HEARTBEAT_SECONDS * 1000) : undefined;
  // $recycle
  const recycleMilliseconds = RECYCLE_SECONDS * 1000 * (0.9 + 0.2 * Math.random());
  const recycle = RECYCLE_SECONDS > 0 ? setTimeout(comeBackSoon, recycleMilliseconds) : undefined;
  job.changed.on('change', send);
  openStreams.add(comeBackSoon);
  count('stream_open_connections');
  count(`stream_opens_total{resumed="${lastEventId !== ''}"}`);
  response.on('drain', send);
  response.on('close', () => {
    // $clientLeft
    stop();
    count('stream_open_connections', -1);
    count(`stream_closes_total{reason="${closeReason}"}`);
  });
  send();
  return undefined;
};
routes.push(['GET', /^\/events\/([\w-]+)$/, watch]);
// $end
// $if poll
//|
//| // $watchPoll
//| const watch: Handler = (request, job, response) => {
//|   const since = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('since'));
//|   if (job.version > since) return { status: 200, body: job.snapshot() };
//|   const reply = () => {
//|     if (!openStreams.has(reply)) return;
//|     stop();
//|     finishReply(response, job.version > since ? { status: 200, body: job.snapshot() } : { status: 204 });
//|   };
//|   const stop = () => {
//|     clearTimeout(timer);
//|     job.changed.off('change', reply);
//|     openStreams.delete(reply);
//|   };
//|   // $holdJitter
//|   const timer = setTimeout(reply, HOLD_SECONDS * 1000 * (0.9 + 0.1 * Math.random()));
//|   job.changed.on('change', reply);
//|   openStreams.add(reply);
//|   count('stream_open_connections');
//|   response.on('close', () => {
//|     // $clientLeft
//|     stop();
//|     count('stream_open_connections', -1);
//|   });
//|   return undefined;
//| };
//| routes.push(['GET', /^\/events\/([\w-]+)$/, watch]);
// $end

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of request) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_BYTES) return undefined;
  }
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

// $post
async function post(request: IncomingMessage): Promise<Reply> {
  // $jsonOnly
  if (!request.headers['content-type']?.startsWith('application/json')) return { status: 415 };
  const key = String(request.headers['idempotency-key'] ?? '');
  const input = await readBody(request);
  if (input === undefined || !/^[\w-]{16,64}$/.test(key)) return { status: 400 };
  const known = jobsByKey.get(key);
  // $otherInput
  if (known && known.input !== input) return { status: 422 };
  if (!known && jobs.size >= MAX_JOBS) return { status: 503, headers: retryLater };
  // $idempotency
  const job = known ?? submit(key, input);
  return { status: 202, body: job.snapshot(), headers: { ...retryLater, Location: `${BASE}/${job.id}` } };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
  const [path = ''] = (request.url ?? '/').split('?', 1);
  const { method = '', headers } = request;
  // $draining
  if (!server.listening) return { status: 503 };
  // $foreignOrigin
  if (headers.origin !== undefined && headers.origin !== ALLOWED_ORIGIN) return { status: 403 };
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Origin', ALLOWED_ORIGIN);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Expose-Headers', 'Location, Retry-After');
  if (method === 'OPTIONS') {
    // $preflight
    response.setHeader('Access-Control-Allow-Methods', 'POST, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID');
    return { status: 204 };
  }
  // $authenticateJob
  if (path === PATH) return method === 'POST' ? post(request) : { status: 405 };
  for (const [wanted, shape, handler] of routes) {
    const [, id = ''] = (path.startsWith(BASE) && shape.exec(path.slice(BASE.length))) || [];
    const job = jobs.get(id);
    if (job && method === wanted) return handler(request, job, response);
  }
  return { status: 404 };
}

function finishReply(response: ServerResponse, { status, body, headers }: Reply): void {
  count(`http_requests_total{code="${status}"}`);
  response.writeHead(status, {
    'Cache-Control': 'no-store, no-transform',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

const server = createServer((request, response) => {
  const askedAt = performance.now();
  if (request.url === '/healthz') return void response.writeHead(server.listening ? 204 : 503).end();
  if (request.url === '/metrics') {
    metrics['job_queue_oldest_seconds'] = queue[0] ? (performance.now() - queue[0].queuedAt) / 1000 : 0;
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(Object.entries(metrics).reduce((text, [series, value]) => `${text}${series} ${value}\n`, ''));
    return;
  }
  handle(request, response).then(
    (reply) => {
      if (!reply) return;
      finishReply(response, reply);
      observe('http_first_byte_seconds', (performance.now() - askedAt) / 1000);
    },
    () => response.destroy(),
  );
});
server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
server.listen(PORT);

// $drainJobs
process.once('SIGTERM', () => {
  let isClosed = false;
  server.close(() => {
    isClosed = true;
  });
  for (const endStream of openStreams) setTimeout(endStream, Math.random() * DRAIN_SECONDS * 1000);
  setInterval(() => {
    server.closeIdleConnections();
    if (isClosed && running === 0) process.exit(0);
  }, 500);
  // $abandoned
  setTimeout(() => process.exit(0), (DRAIN_SECONDS + 1) * 1000);
});
