// $streamUrl
const STREAM_URL = 'https://api.example.com/stream';
// $withCredentials
const WITH_CREDENTIALS = true;
// $patience
const HOLD_SECONDS = 25;
const PATIENCE_SECONDS = 10;
// $minInterval
const MIN_INTERVAL_MILLISECONDS = 200;
// $backOff
const FIRST_RETRY_MILLISECONDS = 1000;
const MAX_RETRY_MILLISECONDS = 30_000;

type PollEvent = { id: string; type: string; data: unknown };
type Answer = { since: string; reset: boolean; events: PollEvent[] };

// $refused
class Refused extends Error {}

// $ask
async function ask(url: string, since: string, signal: AbortSignal): Promise<Answer | undefined> {
  const response = await fetch(`${url}?${new URLSearchParams({ since })}`, {
    // $identify
    headers: { Accept: 'application/json' },
    credentials: WITH_CREDENTIALS ? 'include' : 'same-origin',
    // $noCache
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout((HOLD_SECONDS + PATIENCE_SECONDS) * 1000)]),
  });
  if (response.status === 204) return undefined;
  const isTemporary = response.status === 429 || response.status >= 500;
  if (response.status !== 200) throw new (isTemporary ? Error : Refused)(`${url} answered ${response.status}`);
  const answer = (await response.json()) as Answer;
  // $staleAnswer
  if (answer.since !== since) throw new Error('an answer to another question');
  return answer;
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// $poll
export async function* poll(signal: AbortSignal, url: string = STREAM_URL): AsyncGenerator<PollEvent> {
  let cursor = '';
  let failures = 0;
  while (!signal.aborted) {
    let delayMilliseconds = MIN_INTERVAL_MILLISECONDS;
    try {
      const answer = await ask(url, cursor, signal);
      failures = 0;
      if (answer?.reset) yield { id: cursor, type: 'reset', data: {} };
      for (const event of answer?.events ?? []) {
        // $cursor
        cursor = event.id;
        yield event;
        if (event.type === 'done') return;
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      // $fullJitter
      const longest = Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** failures);
      delayMilliseconds += Math.random() * longest;
      failures += 1;
    }
    await pause(delayMilliseconds, signal);
  }
}
