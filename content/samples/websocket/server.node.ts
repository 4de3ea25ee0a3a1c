import { EventEmitter } from 'node:events';
import { createServer, STATUS_CODES } from 'node:http';
// $wsPackage
import { type WebSocket, WebSocketServer } from 'ws';

const PORT = 8080;
const PATH = '/stream';
// $allowedOrigin
const ALLOWED_ORIGIN = 'https://api.example.com';
// $heartbeatSeconds
const HEARTBEAT_SECONDS = 15;
const MAX_UNANSWERED_PINGS = 3;
// $recycleSeconds
const RECYCLE_SECONDS = 2880;
// $drainSeconds
const DRAIN_SECONDS = 30;
// $keepAliveSeconds
const KEEP_ALIVE_SECONDS = 620;
// $maxMessageBytes
const MAX_MESSAGE_BYTES = 64 * 1024;
// $maxBufferedBytes
const MAX_BUFFERED_BYTES = 1024 * 1024;
// $keptMessages
const KEPT_MESSAGES = 1000;
const KEPT_SESSIONS = 10_000;
const DEMO_MESSAGES = 600;
const DEMO_INTERVAL_MILLISECONDS = 1000;

// $closeCodes
const CLOSE = { end: 1000, goingAway: 1001, restart: 1012, unsupported: 1003, policy: 1008 };
// $epoch
const EPOCH = Date.now().toString(36);

// $log
const log: unknown[] = [];
const published = new EventEmitter().setMaxListeners(0);
let nextId = 1;
let isOver = false;
const oldestId = () => nextId - log.length;

function publish(data: unknown): void {
  log.push(data);
  nextId += 1;
  if (log.length > KEPT_MESSAGES) log.shift();
  published.emit('message');
}

// $sessions
type Session = { lastSequence: number };
const sessions = new Map<string, Session>();

function findSession(id: string): Session {
  const session = sessions.get(id) ?? { lastSequence: 0 };
  sessions.delete(id);
  sessions.set(id, session);
  if (sessions.size > KEPT_SESSIONS) sessions.delete(sessions.keys().next().value ?? id);
  return session;
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

// $openConnections
const openConnections = new Set<() => void>();

function openConnection(socket: WebSocket, session: Session, lastId: string): void {
  const [epoch, last] = lastId.split('.');
  const resumeId = epoch === EPOCH ? Number(last) + 1 : Number.NaN;
  const canResume = resumeId >= oldestId() && resumeId <= nextId;
  let next = canResume ? resumeId : oldestId();
  let closeReason: 'end' | 'recycle' | undefined;
  let unansweredPings = 0;

  const write = (message: object, onSent?: () => void) => socket.send(JSON.stringify(message), onSent);
  // $send
  const send = () => {
    if (socket.readyState !== socket.OPEN) return;
    while (next < nextId && socket.bufferedAmount < MAX_BUFFERED_BYTES) {
      if (next < oldestId()) {
        write({ type: 'reset' });
        next = oldestId();
      }
      write({ type: 'message', id: `${EPOCH}.${next}`, data: log[next - oldestId()] }, send);
      next += 1;
    }
    if (isOver && next === nextId) close(CLOSE.end, 'end');
  };
  const receive = (text: string) => {
    const { sequence, data } = JSON.parse(text);
    if (!Number.isSafeInteger(sequence)) throw new TypeError('no sequence');
    // $onlyNew
    if (sequence > session.lastSequence) {
      session.lastSequence = sequence;
      publish(data);
    }
    write({ type: 'ack', sequence });
    // $neverReads
    if (socket.bufferedAmount >= 2 * MAX_BUFFERED_BYTES) socket.terminate();
  };
  const beat = () => {
    // $silentClient
    if (unansweredPings === MAX_UNANSWERED_PINGS) return socket.terminate();
    unansweredPings += 1;
    socket.ping();
    // $pingMessage
    write({ type: 'ping' });
    count('stream_heartbeats_total');
  };
  const stop = () => {
    clearInterval(heartbeat);
    clearTimeout(recycle);
    published.off('message', send);
    openConnections.delete(goAway);
  };
  const close = (code: number, reason: 'end' | 'recycle') => {
    closeReason ??= reason;
    stop();
    socket.close(code);
  };
  const goAway = () => close(CLOSE.goingAway, 'recycle');

  const heartbeat = HEARTBEAT_SECONDS > 0 ? setInterval(beat, HEARTBEAT_SECONDS * 1000) : undefined;
  // $recycle
  const recycleMilliseconds = RECYCLE_SECONDS * 1000 * (0.9 + 0.2 * Math.random());
  const recycle =
    RECYCLE_SECONDS > 0 ? setTimeout(() => close(CLOSE.restart, 'recycle'), recycleMilliseconds) : undefined;
  published.on('message', send);
  openConnections.add(goAway);
  count('stream_open_connections');
  count(`stream_opens_total{resumed="${lastId !== ''}"}`);
  socket.on('pong', () => {
    unansweredPings = 0;
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) return socket.close(CLOSE.unsupported);
    try {
      receive(data.toString());
    } catch {
      socket.close(CLOSE.policy);
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    stop();
    count('stream_open_connections', -1);
    // $cutOrLeft
    count(`stream_closes_total{reason="${closeReason ?? (code === 1006 ? 'error' : 'client')}"}`);
  });
  // $firstMessage
  write({ type: 'ping' });
  if (lastId !== '' && !canResume) write({ type: 'reset' });
  send();
}

const server = createServer((request, response) => {
  const answer = (status: number) => void response.writeHead(status).end();
  // $draining
  if (!server.listening) return answer(503);
  if (request.url === '/healthz') return answer(204);
  if (request.url !== '/metrics') return answer(request.url === PATH ? 426 : 404);
  response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
  response.end(Object.entries(metrics).reduce((text, [series, value]) => `${text}${series} ${value}\n`, ''));
});
// $noCompression
const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });

server.on('upgrade', (request, socket, head) => {
  const askedAt = performance.now();
  const [path, query] = (request.url ?? '/').split('?', 2);
  const { origin } = request.headers;
  const refuse = (status: number) => {
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  };
  socket.on('error', () => socket.destroy());
  if (!server.listening) return refuse(503);
  if (path !== PATH) return refuse(404);
  // $foreignOrigin
  if (origin !== undefined && origin !== ALLOWED_ORIGIN) return refuse(403);
  // $authenticateHandshake
  const asked = new URLSearchParams(query);
  const sessionId = asked.get('session') ?? '';
  const session = /^[\w-]{16,64}$/.test(sessionId) ? findSession(sessionId) : { lastSequence: 0 };
  sockets.handleUpgrade(request, socket, head, (opened) => {
    countFirstByte((performance.now() - askedAt) / 1000);
    openConnection(opened, session, asked.get('lastId') ?? '');
  });
});
server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
server.listen(PORT);

// $drain
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  for (const goAway of openConnections) setTimeout(goAway, Math.random() * DRAIN_SECONDS * 1000);
  setInterval(() => server.closeIdleConnections(), 500);
  setTimeout(
    () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
    },
    (DRAIN_SECONDS + 1) * 1000,
  );
});

// $demo
let number = 0;
const demo = setInterval(() => {
  number += 1;
  if (number <= DEMO_MESSAGES) publish({ from: 'server', number, text: `Update ${number} · 更新 ✓` });
  else {
    isOver = true;
    published.emit('message');
    clearInterval(demo);
  }
}, DEMO_INTERVAL_MILLISECONDS);
