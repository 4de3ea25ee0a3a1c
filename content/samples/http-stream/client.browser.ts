// $streamUrl
const STREAM_URL = 'https://api.example.com/stream';
// $withCredentials
const WITH_CREDENTIALS = true;
const CREDENTIALS = WITH_CREDENTIALS ? 'include' : 'same-origin';
// $watchdog
const HEARTBEAT_SECONDS = 15;
const MAX_MISSED_HEARTBEATS = 3;
// $backOff
const FIRST_RETRY_MILLISECONDS = 500;
const MAX_RETRY_MILLISECONDS = 10_000;
const MAX_FAILURES = 8;

type Message = { id: number; type: string; data: { text?: string; code?: string } };

// $refused
class Refused extends Error {}

// $lines
async function* readLines(body: ReadableStream<Uint8Array>, onChunk: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      onChunk();
      // $splitChunk
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?=[^\n])/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel();
  }
}

// $if events
const ACCEPT = 'text/event-stream';

// $parserMessages
async function* readMessages(lines: AsyncIterable<string>): AsyncGenerator<Message> {
  let message: Partial<Message> = {};
  for await (const line of lines) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'id') message.id = Number(value);
    else if (field === 'event') message.type = value;
    else if (field === 'data') message.data = JSON.parse(value);
    else if (line === '' && message.data) {
      yield { id: 0, type: 'message', data: message.data, ...message };
      message = {};
    }
  }
}
// $end
// $if ndjson
//| const ACCEPT = 'application/x-ndjson';
//|
//| // $parserNdjson
//| async function* readMessages(lines: AsyncIterable<string>): AsyncGenerator<Message> {
//|   for await (const line of lines) if (line !== '') yield JSON.parse(line);
//| }
// $end

// $attempt
async function* post(
  url: string,
  prompt: string,
  key: string,
  lastId: number,
  signal: AbortSignal,
): AsyncGenerator<Message> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitForBytes = () => {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0)
      timer = setTimeout(() => silence.abort(), HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  };
  waitForBytes();
  try {
    const response = await fetch(url, {
      method: 'POST',
      // $identify
      headers: {
        Accept: ACCEPT,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        ...(lastId > 0 && { 'Last-Event-ID': String(lastId) }),
      },
      body: JSON.stringify({ prompt }),
      credentials: CREDENTIALS,
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const isTemporary = response.status === 429 || response.status >= 500;
    if (!response.ok || !response.body) throw new (isTemporary ? Error : Refused)(`${url} answered ${response.status}`);
    yield* readMessages(readLines(response.body, waitForBytes));
  } finally {
    clearTimeout(timer);
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// $ask
export async function* ask(prompt: string, signal: AbortSignal, url: string = STREAM_URL): AsyncGenerator<string> {
  // $key
  const key = crypto.randomUUID();
  let lastId = 0;
  let failures = 0;
  let isOver = false;
  try {
    while (!signal.aborted) {
      // $cutOff
      let problem: unknown = new Error('the response was cut off');
      try {
        for await (const { id, type, data } of post(url, prompt, key, lastId, signal)) {
          lastId = id;
          failures = 0;
          if (type === 'text') yield data.text ?? '';
          if (type === 'recycle') problem = undefined;
          isOver = type === 'done' || type === 'error';
          if (type === 'error') throw new Refused(data.code);
          if (type === 'done') return;
        }
      } catch (error) {
        problem = error;
      }
      if (problem === undefined || signal.aborted) continue;
      if (problem instanceof Refused || failures === MAX_FAILURES) throw problem;
      // $fullJitter
      const longest = Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** failures);
      failures += 1;
      await pause(Math.random() * longest, signal);
    }
  } finally {
    // $cancelClient
    if (!isOver) {
      const headers = { 'Idempotency-Key': key };
      fetch(url, { method: 'DELETE', headers, credentials: CREDENTIALS, keepalive: true }).catch(() => undefined);
    }
  }
}
