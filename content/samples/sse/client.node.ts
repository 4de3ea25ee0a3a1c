import { setTimeout as sleep } from 'node:timers/promises';

// $streamUrl
const STREAM_URL = 'https://api.example.com/stream';
// $watchdog
const HEARTBEAT_SECONDS = 15;
const MAX_MISSED_HEARTBEATS = 3;
// $backOff
const FIRST_RETRY_MILLISECONDS = 1000;
const MAX_RETRY_MILLISECONDS = 30_000;

type StreamEvent = { type: string; data: unknown };
// $position
type Position = { lastEventId: string; retryMilliseconds: number };

// $refused
class Refused extends Error {}

// $parser
async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  position: Position,
  onChunk: () => void,
): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  let type = 'message';
  let id: string | undefined;
  let data: string[] = [];
  for await (const chunk of body) {
    onChunk();
    // $splitChunk
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?=[^\n])/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === 'data') data.push(value);
      else if (field === 'event') type = value;
      else if (field === 'id' && !value.includes('\0')) id = value;
      else if (field === 'retry' && /^\d+$/.test(value)) position.retryMilliseconds = Number(value);
      if (line !== '') continue;
      // $dispatch
      position.lastEventId = id ?? position.lastEventId;
      if (data.length > 0) yield { type, data: JSON.parse(data.join('\n')) };
      type = 'message';
      id = undefined;
      data = [];
    }
  }
}

// $connect
async function* connect(url: string, position: Position, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const silence = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const waitForBytes = () => {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0)
      timer = setTimeout(() => silence.abort(), HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  };
  waitForBytes();
  try {
    const { lastEventId } = position;
    const response = await fetch(url, {
      // $identify
      headers: { Accept: 'text/event-stream', ...(lastEventId !== '' && { 'Last-Event-ID': lastEventId }) },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 204) {
      yield { type: 'done', data: {} };
    } else if (response.status === 200 && response.body) {
      yield* readEvents(response.body, position, waitForBytes);
    } else {
      const isTemporary = response.status === 429 || response.status >= 500;
      throw new (isTemporary ? Error : Refused)(`${url} answered ${response.status}`);
    }
  } finally {
    clearTimeout(timer);
  }
}

// $watch
export async function* watch(url: string, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const position: Position = { lastEventId: '', retryMilliseconds: FIRST_RETRY_MILLISECONDS };
  let attempt = 0;
  while (!signal.aborted) {
    let delayMilliseconds: number;
    try {
      for await (const event of connect(url, position, signal)) {
        attempt = 0;
        if (event.type !== 'ping') yield event;
        if (event.type === 'done') return;
      }
      // $plannedEndClient
      delayMilliseconds = position.retryMilliseconds;
    } catch (error) {
      if (error instanceof Refused) throw error;
      // $fullJitter
      const longest = Math.min(MAX_RETRY_MILLISECONDS, position.retryMilliseconds * 2 ** attempt);
      delayMilliseconds = Math.random() * longest;
      attempt += 1;
    }
    await sleep(delayMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
for await (const { type, data } of watch(process.argv[2] ?? STREAM_URL, interrupted.signal)) {
  console.log(type, JSON.stringify(data));
}
