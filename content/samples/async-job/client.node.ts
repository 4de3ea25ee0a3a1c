import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// $jobsUrl
const JOBS_URL = 'https://api.example.com/jobs';
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

// $fullJitter
const backOff = (failures: number, signal: AbortSignal): Promise<unknown> => {
  const longest = Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** failures);
  return sleep(Math.random() * longest, undefined, { signal }).catch(() => undefined);
};

// $repeat
async function request(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  for (let failures = 0; ; failures += 1) {
    try {
      const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_SECONDS * 1000)]);
      // $identify
      return check(await fetch(url, { ...init, signal: either }));
    } catch (error) {
      if (error instanceof Refused || signal.aborted || failures === MAX_FAILURES) throw error;
      await backOff(failures, signal);
    }
  }
}

// $start
export async function start(input: unknown, signal: AbortSignal, url: string): Promise<string> {
  // $key
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
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
async function* readLines(body: AsyncIterable<Uint8Array>, onChunk: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    onChunk();
    // $splitChunk
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

// $snapshotsStream
async function* snapshots(jobUrl: string, version: number, signal: AbortSignal): AsyncGenerator<Job> {
  const silence = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const waitForBytes = () => {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0)
      timer = setTimeout(() => silence.abort(), HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  };
  waitForBytes();
  try {
    const headers = { Accept: 'text/event-stream', ...(version > 0 && { 'Last-Event-ID': String(version) }) };
    const either = AbortSignal.any([signal, silence.signal]);
    const response = check(await fetch(jobUrl.replace(/([^/]+)$/, 'events/$1'), { headers, signal: either }));
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
//|   const response = check(await fetch(url, { signal: either }));
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
//|   await sleep(retryAfterSeconds * 1000, undefined, { signal }).catch(() => undefined);
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
      await sleep(MIN_INTERVAL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    } catch (error) {
      if (error instanceof Refused || (failures === MAX_FAILURES && !signal.aborted)) throw error;
      await backOff(failures, signal);
      failures += 1;
    }
  }
}

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
const [text = 'Hello', url = JOBS_URL] = process.argv.slice(2);
const jobUrl = await start({ text }, interrupted.signal, url);
console.log('job', jobUrl);
let last = '';
for await (const { state, progress } of watch(jobUrl, interrupted.signal)) {
  last = state;
  console.log(state, progress);
}
if (interrupted.signal.aborted) await cancel(jobUrl);
if (last === 'succeeded') console.log('result', JSON.stringify(await result(jobUrl, interrupted.signal)));
