import { EventEmitter } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

const PORT = 8080;
const PATH = '/stream';
// $allowedOrigin
const ALLOWED_ORIGIN = 'https://api.example.com';
// $holdSeconds
const HOLD_SECONDS = 25;
// $drainSeconds
const DRAIN_SECONDS = 30;
// $keepAliveSeconds
const KEEP_ALIVE_SECONDS = 620;
// $keptEvents
const KEPT_EVENTS = 1000;
// $maxEvents
const MAX_EVENTS = 100;
const DEMO_EVENTS = 600;
const DEMO_INTERVAL_MILLISECONDS = 1000;

type PollEvent = { id: string; type: 'message' | 'done'; data: unknown };

// $epoch
const EPOCH = Date.now().toString(36);

// $log
const log: PollEvent[] = [];
const published = new EventEmitter().setMaxListeners(0);
let nextId = 1;
const oldestId = () => nextId - log.length;

function publish(type: PollEvent['type'], data: unknown): void {
  log.push({ id: `${EPOCH}.${nextId}`, type, data });
  nextId += 1;
  if (log.length > KEPT_EVENTS) log.shift();
  published.emit('event');
}

// $metrics
const metrics: { [series: string]: number } = {};
const count = (series: string, amount = 1) => {
  metrics[series] = (metrics[series] ?? 0) + amount;
};
// $zeroMetrics
count('stream_open_connections', 0);
for (const code of [200, 204, 403, 500]) count(`http_requests_total{code="${code}"}`, 0);

// $heldPolls
const heldPolls = new Set<() => void>();

function poll(since: string, response: ServerResponse): void {
  const [epoch, lastId] = since.split('.');
  const resumeId = epoch === EPOCH ? Number(lastId) + 1 : Number.NaN;
  const canResume = resumeId >= oldestId() && resumeId <= nextId;
  const first = canResume ? resumeId : oldestId();

  const reply = () => {
    if (!heldPolls.has(reply)) return;
    stop();
    const start = Math.max(first, oldestId());
    const events = log.slice(start - oldestId()).slice(0, MAX_EVENTS);
    if (events.length === 0) return answer(response, 204);
    // $reset
    const reset = start > first || (since !== '' && !canResume);
    answer(response, 200, { since, reset, events });
  };
  const stop = () => {
    clearTimeout(timer);
    published.off('event', reply);
    heldPolls.delete(reply);
  };
  // $holdJitter
  const timer = setTimeout(reply, HOLD_SECONDS * 1000 * (0.9 + 0.1 * Math.random()));
  published.on('event', reply);
  heldPolls.add(reply);
  count('stream_open_connections');
  response.on('close', () => {
    // $clientLeft
    stop();
    count('stream_open_connections', -1);
  });
  if (first < nextId) reply();
}

function answer(response: ServerResponse, status: number, body?: object): void {
  count(`http_requests_total{code="${status}"}`);
  response.writeHead(status, {
    // $noStore
    'Cache-Control': 'no-store, no-transform',
    ...(body && { 'Content-Type': 'application/json' }),
    // $connectionClose
    ...(!server.listening && { Connection: 'close' }),
  });
  response.end(body && JSON.stringify(body));
}

const server = createServer((request, response) => {
  const [path, query] = (request.url ?? '/').split('?', 2);
  const { origin } = request.headers;
  // $draining
  if (!server.listening) return answer(response, 503);
  if (path === '/healthz') return void response.writeHead(204).end();
  if (path === '/metrics') {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(Object.entries(metrics).reduce((text, [series, value]) => `${text}${series} ${value}\n`, ''));
    return;
  }
  if (path !== PATH) return answer(response, 404);
  // $foreignOrigin
  if (origin !== undefined && origin !== ALLOWED_ORIGIN) return answer(response, 403);
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Origin', ALLOWED_ORIGIN);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  // $preflight
  response.setHeader('Access-Control-Allow-Headers', 'Authorization');
  if (request.method === 'OPTIONS') return answer(response, 204);
  if (request.method !== 'GET') return answer(response, 405);
  // $authenticate
  poll(new URLSearchParams(query).get('since') ?? '', response);
});
server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
server.listen(PORT);

// $drainPolls
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  for (const reply of heldPolls) setTimeout(reply, Math.random() * DRAIN_SECONDS * 1000);
  setInterval(() => server.closeIdleConnections(), 500);
  setTimeout(() => server.closeAllConnections(), (DRAIN_SECONDS + 1) * 1000);
});

// $demo
let number = 0;
const demo = setInterval(() => {
  number += 1;
  if (number <= DEMO_EVENTS) publish('message', { number, text: `Update ${number} · 更新 ✓` });
  else {
    publish('done', {});
    clearInterval(demo);
  }
}, DEMO_INTERVAL_MILLISECONDS);
