// $jobsUrl
const JOBS_URL = 'https://api.example.com/jobs';
// $withCredentials
const WITH_CREDENTIALS = true;
const CREDENTIALS = WITH_CREDENTIALS ? 'include' : 'same-origin';
// $timeout
const TIMEOUT_SECONDS = 30;
// $if stream
// $watchdog
const HEARTBEAT_SECONDS = 15;
const MAX_MISSED_HEARTBEATS = 3;
// $end
// $if poll
//| // $patience
//| const HOLD_SECONDS = 25;
//| const PATIENCE_SECONDS = 10;
// $end
// $backOff
const FIRST_RETRY_MILLISECONDS = 500;
const MAX_RETRY_MILLISECONDS = 10_000;
const MAX_FAILURES = 8;
// $minInterval
const MIN_INTERVAL_MILLISECONDS = 200;

export type Job = { id: string; state: string; progress: number; version: number };
const isOver = ({ state }: Job): boolean => !['queued', 'running'].includes(state);

// $refused
class Refused extends Error {}

function check(response: Response): Response {
  const isTemporary = response.status === 429 || response.status >= 500;
  if (response.ok) return response;
  throw new (isTemporary ? Error : Refused)(`${response.url} answered ${response.status}`);
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// $fullJitter
const backOff = (failures: number, signal: AbortSignal): Promise<void> =>
  pause(Math.random() * Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** failures), signal);

// $repeat
async function request(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  for (let failures = 0; ; failures += 1) {
    try {
      const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_SECONDS * 1000)]);
      // $identify
      return check(await fetch(url, { ...init, credentials: CREDENTIALS, cache: 'no-store', signal: either }));
    } catch (error) {
      if (error instanceof Refused || signal.aborted || failures === MAX_FAILURES) throw error;
      await backOff(failures, signal);
    }
  }
}

// $start
export async function start(input: unknown, signal: AbortSignal, url: string = JOBS_URL): Promise<string> {
  // $key
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
  const response = await request(url, { method: 'POST', headers, body: JSON.stringify(input) }, signal);
  return new URL(response.headers.get('Location') ?? '', url).href;
}

export async function result(jobUrl: string, signal: AbortSignal): Promise<unknown> {
  return (await request(`${jobUrl}/result`, {}, signal)).json();
}

// $cancelJob
export async function cancel(jobUrl: string): Promise<void> {
  await request(jobUrl, { method: 'DELETE' }, new AbortController().signal);
}
// $if stream

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
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel();
  }
}

// $snapshotsStream
async function* snapshots(jobUrl: string, version: number, signal: AbortSignal): AsyncGenerator<Job> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitForBytes = () => {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0)
      timer = setTimeout(() => silence.abort(), HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  };
  waitForBytes();
  try {
    const headers = { Accept: 'text/event-stream', ...(version > 0 && { 'Last-Event-ID': String(version) }) };
    const either = AbortSignal.any([signal, silence.signal]);
    const url = jobUrl.replace(/([^/]+)$/, 'events/$1');
    const response = check(await fetch(url, { headers, credentials: CREDENTIALS, cache: 'no-store', signal: either }));
    // $dataLines
    for await (const line of readLines(response.body ?? new ReadableStream(), waitForBytes))
      if (line.startsWith('data: ')) yield JSON.parse(line.slice(6));
  } finally {
    clearTimeout(timer);
  }
}
// $end
// $if poll
//|
//| // $snapshotsPoll
//| async function* snapshots(jobUrl: string, version: number, signal: AbortSignal): AsyncGenerator<Job> {
//|   const url = `${jobUrl.replace(/([^/]+)$/, 'events/$1')}?since=${version}`;
//|   const either = AbortSignal.any([signal, AbortSignal.timeout((HOLD_SECONDS + PATIENCE_SECONDS) * 1000)]);
//|   const response = check(await fetch(url, { credentials: CREDENTIALS, cache: 'no-store', signal: either }));
//|   if (response.status !== 204) yield (await response.json()) as Job;
//| }
// $end
// $if ask
//|
//| // $snapshotsAsk
//| async function* snapshots(jobUrl: string, _: number, signal: AbortSignal): AsyncGenerator<Job> {
//|   const response = await request(jobUrl, {}, signal);
//|   yield (await response.json()) as Job;
//|   const retryAfterSeconds = Number(response.headers.get('Retry-After') ?? 0);
//|   await pause(retryAfterSeconds * 1000, signal);
//| }
// $end

// $watchJob
export async function* watch(jobUrl: string, signal: AbortSignal): AsyncGenerator<Job> {
  let version = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const job of snapshots(jobUrl, version, signal)) {
        failures = 0;
        // $notNew
        if (job.version <= version) continue;
        version = job.version;
        yield job;
        if (isOver(job)) return;
      }
      failures = 0;
      await pause(MIN_INTERVAL_MILLISECONDS, signal);
    } catch (error) {
      if (error instanceof Refused || (failures === MAX_FAILURES && !signal.aborted)) throw error;
      await backOff(failures, signal);
      failures += 1;
    }
  }
}
