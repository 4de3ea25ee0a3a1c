// $streamUrl
const STREAM_URL = 'https://api.example.com/stream';
// $withCredentials
const WITH_CREDENTIALS = true;
// $watchdog
const HEARTBEAT_SECONDS = 15;
const MAX_MISSED_HEARTBEATS = 3;
// $backOff
const FIRST_RETRY_MILLISECONDS = 1000;
const MAX_RETRY_MILLISECONDS = 30_000;

export type Handlers = {
  onMessage: (data: unknown) => void;
  // $onReset
  onReset: () => void;
  onDone: () => void;
};

// $watchBrowser
export function watch({ onMessage, onReset, onDone }: Handlers, url: string = STREAM_URL): () => void {
  let source: EventSource | undefined;
  let lastEventId = '';
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open() {
    // $lastEventIdInUrl
    const resume = lastEventId === '' ? '' : `?lastEventId=${encodeURIComponent(lastEventId)}`;
    source = new EventSource(url + resume, { withCredentials: WITH_CREDENTIALS });
    source.onopen = () => {
      attempt = 0;
      waitForEvent();
    };
    source.onmessage = (event) => {
      lastEventId = event.lastEventId;
      waitForEvent();
      onMessage(JSON.parse(event.data));
    };
    source.addEventListener('ping', waitForEvent);
    source.addEventListener('reset', onReset);
    source.addEventListener('done', () => {
      // $closeOnDone
      stop();
      onDone();
    });
    source.onerror = () => {
      // $closedForGood
      if (source?.readyState === EventSource.CLOSED) reopen();
    };
    waitForEvent();
  }

  function waitForEvent() {
    clearTimeout(timer);
    if (HEARTBEAT_SECONDS > 0) timer = setTimeout(reopen, HEARTBEAT_SECONDS * MAX_MISSED_HEARTBEATS * 1000);
  }

  function reopen() {
    stop();
    // $fullJitter
    const longest = Math.min(MAX_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** attempt);
    attempt += 1;
    timer = setTimeout(open, Math.random() * longest);
  }

  function stop() {
    clearTimeout(timer);
    source?.close();
  }

  open();
  return stop;
}
