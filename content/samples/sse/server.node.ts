import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const PORT = 8080;
const PATH = '/stream';
// $allowedOrigin
const ALLOWED_ORIGIN = 'https://api.example.com';
// $heartbeatSeconds
const HEARTBEAT_SECONDS = 15;
// $recycleSeconds
const RECYCLE_SECONDS = 240;
// $retryMilliseconds
const MIN_RETRY_MILLISECONDS = 2000;
const MAX_RETRY_MILLISECONDS = 8000;
// $drainSeconds
const DRAIN_SECONDS = 30;
// $keepAliveSeconds
const KEEP_ALIVE_SECONDS = 620;
// $keptEvents
const KEPT_EVENTS = 1000;
const DEMO_EVENTS = 600;
const DEMO_INTERVAL_MILLISECONDS = 1000;

type StreamEvent = { id: number; type: 'message' | 'done'; data: unknown };

// $epoch
const EPOCH = Date.now().toString(36);
// $ping
const PING = 'event: ping\ndata: {}\n\n';
// $reset
const RESET = 'event: reset\ndata: {}\n\n';

// $log
const log: StreamEvent[] = [];
const published = new EventEmitter().setMaxListeners(0);
let nextId = 1;
const oldestId = () => nextId - log.length;

function publish(type: StreamEvent['type'], data: unknown): void {
  log.push({ id: nextId, type, data });
  nextId += 1;
  if (log.length > KEPT_EVENTS) log.shift();
  published.emit('event');
}

const frame = ({ id, type, data }: StreamEvent): string =>
  `id: ${EPOCH}.${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

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

// $openStreams
const openStreams = new Set<() => void>();

function openStream(lastEventId: string, response: ServerResponse, askedAt: number): void {
  const [epoch, lastId] = lastEventId.split('.');
  const resumeId = epoch === EPOCH ? Number(lastId) + 1 : Number.NaN;
  const canResume = resumeId >= oldestId() && resumeId <= nextId;
  // $noContent
  if (canResume && resumeId === nextId && log.at(-1)?.type === 'done') {
    response.writeHead(204).end();
    return;
  }

  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    // $accelBuffering
    'X-Accel-Buffering': 'no',
  });
  // $firstBytes
  const retry = MIN_RETRY_MILLISECONDS + Math.random() * (MAX_RETRY_MILLISECONDS - MIN_RETRY_MILLISECONDS);
  response.write(`retry: ${Math.round(retry)}\n: open\n\n`);
  countFirstByte((performance.now() - askedAt) / 1000);
  if (lastEventId !== '' && !canResume) response.write(RESET);

  let next = canResume ? resumeId : oldestId();
  let closeReason: 'end' | 'recycle' | 'client' = 'client';
  // $send
  const send = () => {
    while (next < nextId && !response.writableNeedDrain && !response.writableEnded) {
      if (next < oldestId()) {
        response.write(RESET);
        next = oldestId();
      }
      const event = log[next - oldestId()] as StreamEvent;
      response.write(frame(event));
      next += 1;
      if (event.type === 'done') end('end');
    }
  };
  const ping = () => {
    if (response.writableNeedDrain) return;
    response.write(PING);
    count('stream_heartbeats_total');
  };
  const stop = () => {
    clearInterval(heartbeat);
    clearTimeout(recycle);
    published.off('event', send);
    openStreams.delete(comeBackSoon);
  };
  const end = (reason: 'end' | 'recycle', lastWords = '') => {
    closeReason = reason;
    stop();
    response.end(lastWords);
  };
  // $plannedEnd
  const comeBackSoon = () => end('recycle', 'retry: 500\n\n');

  const heartbeat = HEARTBEAT_SECONDS > 0 ? setInterval(ping, HEARTBEAT_SECONDS * 1000) : undefined;
  // $recycle
  const recycleMilliseconds = RECYCLE_SECONDS * 1000 * (0.9 + 0.2 * Math.random());
  const recycle = RECYCLE_SECONDS > 0 ? setTimeout(comeBackSoon, recycleMilliseconds) : undefined;
  published.on('event', send);
  openStreams.add(comeBackSoon);
  count('stream_open_connections');
  count(`stream_opens_total{resumed="${canResume}"}`);
  response.on('drain', send);
  response.on('close', () => {
    // $clientLeft
    stop();
    count('stream_open_connections', -1);
    count(`stream_closes_total{reason="${closeReason}"}`);
  });
  send();
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const askedAt = performance.now();
  const [path, query] = (request.url ?? '/').split('?', 2);
  const { method, headers } = request;
  const answer = (status: number) => void response.writeHead(status).end();
  // $draining
  if (!server.listening) return answer(503);
  if (path === '/healthz') return answer(204);
  if (path === '/metrics') {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(Object.entries(metrics).reduce((text, [series, value]) => `${text}${series} ${value}\n`, ''));
    return;
  }
  if (path !== PATH) return answer(404);
  // $foreignOrigin
  if (headers.origin !== undefined && headers.origin !== ALLOWED_ORIGIN) return answer(403);
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Origin', ALLOWED_ORIGIN);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  // $preflight
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Last-Event-ID');
  if (method === 'OPTIONS') return answer(204);
  if (method !== 'GET') return answer(405);
  // $authenticate
  // $lastEventId
  const fromQuery = new URLSearchParams(query).get('lastEventId');
  openStream(String(headers['last-event-id'] ?? fromQuery ?? ''), response, askedAt);
});
server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
server.listen(PORT);

// $drain
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  for (const comeBackSoon of openStreams) setTimeout(comeBackSoon, Math.random() * DRAIN_SECONDS * 1000);
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
