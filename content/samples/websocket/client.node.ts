import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// $socketUrl
const SOCKET_URL = 'wss://api.example.com/stream';
// $watchdog
const HEARTBEAT_SECONDS = 15;
const MAX_MISSED_HEARTBEATS = 3;
// $backOff
const FIRST_RETRY_MILLISECONDS = 1000;
const MAX_RETRY_MILLISECONDS = 30_000;
// $plannedRetry
const PLANNED_RETRY_MILLISECONDS = 1000;
// $maxBufferedBytesClient
const MAX_BUFFERED_BYTES = 1024 * 1024;
const MAX_UNCONFIRMED = 1000;
const DEMO_MESSAGES = 10;
const DEMO_INTERVAL_MILLISECONDS = 1000;

// $plannedCodes
const PLANNED_CODES = [1001, 1012];
// $finalCodes
const FINAL_CODES = [1000, 1003, 1007, 1008, 1009];
const CUT = 1006;

export type Handlers = {
  onMessage: (data: unknown) => void;
  // $onReset
  onReset: () => void;
  // $onEnd
  onEnd: (code: number) => void;
};
export type Connection = {
  // $sendResult
  send: (data: unknown) => boolean;
  close: () => void;
};
type Message = { type: 'message' | 'ping' | 'reset' | 'ack'; id: string; data: unknown; sequence: number };

// $connect
export function connect({ onMessage, onReset, onEnd }: Handlers, url: string): Connection {
  // $session
  const session = randomUUID();
  let lastId = '';
  // $outbox
  const outbox: { sequence: number; text: string }[] = [];
  let sentCount = 0;
  let lastSequence = 0;
  let socket: WebSocket | undefined;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function open() {
    const address = `${url}?${new URLSearchParams({ session, lastId })}`;
    // $identify
    const opened = new WebSocket(address, { headers: {} } as unknown as string[]);
    socket = opened;
    sentCount = 0;
    opened.onopen = flush;
    opened.onmessage = (event) => {
      if (socket !== opened) return;
      failures = 0;
      waitForMessage();
      receive(JSON.parse(event.data));
      flush();
    };
    opened.onclose = (event) => {
      if (socket === opened) ended(event.code);
    };
    waitForMessage();
  }

  function receive({ type, id, data, sequence }: Message) {
    if (type === 'message') {
      lastId = id;
      onMessage(data);
    }
    if (type === 'reset') onReset();
    while (type === 'ack' && outbox[0] && outbox[0].sequence <= sequence) {
      outbox.shift();
      sentCount -= 1;
    }
  }

  function flush() {
    for (const { text } of outbox.slice(sentCount)) {
      // $guard
      if (socket?.readyState !== WebSocket.OPEN || socket.bufferedAmount >= MAX_BUFFERED_BYTES) return;
      socket.send(text);
      sentCount += 1;
    }
  }

  function waitForMessage() {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0) timer = setTimeout(() => ended(CUT), HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  }

  function ended(code: number) {
    halt();
    if (FINAL_CODES.includes(code)) return onEnd(code);
    const isPlanned = PLANNED_CODES.includes(code);
    // $fullJitter
    const longest = Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** failures);
    if (!isPlanned) failures += 1;
    timer = setTimeout(open, Math.random() * (isPlanned ? PLANNED_RETRY_MILLISECONDS : longest));
  }

  function halt() {
    clearTimeout(timer);
    socket?.close(1000);
    socket = undefined;
  }

  open();
  return {
    send(data) {
      if (outbox.length >= MAX_UNCONFIRMED) return false;
      lastSequence += 1;
      outbox.push({ sequence: lastSequence, text: JSON.stringify({ sequence: lastSequence, data }) });
      flush();
      return true;
    },
    close: halt,
  };
}

const interrupted = new AbortController();
const connection = connect(
  {
    onMessage: (data) => console.log('message', JSON.stringify(data)),
    onReset: () => console.log('reset'),
    onEnd: (code) => {
      console.log('end', code);
      if (code !== 1000) process.exitCode = 1;
      interrupted.abort();
    },
  },
  process.argv[2] ?? SOCKET_URL,
);
process.once('SIGINT', () => {
  connection.close();
  interrupted.abort();
});
// $demoClient
for (let number = 1; number <= DEMO_MESSAGES; number += 1) {
  await sleep(DEMO_INTERVAL_MILLISECONDS, undefined, { signal: interrupted.signal }).catch(() => undefined);
  if (interrupted.signal.aborted) break;
  connection.send({ from: 'client', number, text: `Hello ${number} · 你好 ✓` });
}
