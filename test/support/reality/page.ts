import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import type { Ending } from '../../../src/schema/timeline.ts';
import type { CleanUp } from '../live.ts';
import type { Attempt } from './attempt.ts';

/** An empty page of this origin, as far as the browser knows; all that it asks for later really goes over the network. */
export async function openPage(cleanUp: CleanUp, context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage();
  cleanUp(() => page.close());
  await page.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(`${origin}/`);
  await page.unroute(`${origin}/`);
  return page;
}

/** What a request that failed looks like to a page: cut short, or without a response at all. */
function endingOf({ headersAt }: Attempt, isHttp2: boolean): Ending {
  return headersAt === undefined || isHttp2 ? 'reset' : 'truncated';
}

/** Requests of a page to one path, as the browser's own network log tells them. */
export class NetworkLog {
  readonly attempts: Attempt[] = [];
  readonly #byId = new Map<string, Attempt>();
  /** Milliseconds of `now()` at second zero of the log's clock. */
  #zero: number | undefined;
  #isHttp2 = false;

  static async start(page: Page, path: string): Promise<NetworkLog> {
    const log = new NetworkLog();
    const session = await page.context().newCDPSession(page);
    log.#listen(session, path);
    await session.send('Network.enable');
    return log;
  }

  #at(timestamp: number): number {
    return (this.#zero ?? 0) + timestamp * 1000;
  }

  #listen(session: CDPSession, path: string): void {
    session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
      if (new URL(request.url).pathname !== path) return;
      this.#zero ??= wallTime * 1000 - performance.timeOrigin - timestamp * 1000;
      const attempt: Attempt = { openedAt: this.#at(timestamp), messagesAt: [] };
      this.#byId.set(requestId, attempt);
      this.attempts.push(attempt);
    });
    session.on(
      'Network.responseReceived',
      ({ requestId, response: { status, headers, mimeType, protocol }, timestamp, type }) => {
        const attempt = this.#byId.get(requestId);
        if (!attempt) return;
        this.#isHttp2 = protocol === 'h2';
        const isOfService = Object.keys(headers).some((name) => name.toLowerCase() === 'x-served');
        if (!isOfService && (status === 504 || status === 502)) this.#finish(attempt, `error-${status}`, timestamp);
        else attempt.headersAt = this.#at(timestamp);
        const isUsable = status === 200 && (type !== 'EventSource' || mimeType === 'text/event-stream');
        if (isOfService && !isUsable) attempt.status = status;
      },
    );
    session.on('Network.dataReceived', ({ requestId, timestamp }) => {
      const attempt = this.#byId.get(requestId);
      if (attempt?.headersAt !== undefined) attempt.firstByteAt ??= this.#at(timestamp);
    });
    session.on('Network.eventSourceMessageReceived', ({ requestId, eventName, timestamp }) => {
      if (eventName === 'message') this.#byId.get(requestId)?.messagesAt.push(this.#at(timestamp));
    });
    session.on('Network.loadingFinished', ({ requestId, timestamp }) => {
      const attempt = this.#byId.get(requestId);
      if (attempt) this.#finish(attempt, 'clean-end', timestamp);
    });
    session.on('Network.loadingFailed', ({ requestId, timestamp, canceled }) => {
      const attempt = this.#byId.get(requestId);
      if (attempt) this.#finish(attempt, canceled ? 'clean-end' : endingOf(attempt, this.#isHttp2), timestamp);
    });
  }

  #finish(attempt: Attempt, seen: Ending, timestamp: number): void {
    if (attempt.seen !== undefined) return;
    attempt.seen = seen;
    attempt.endedAt = this.#at(timestamp);
  }
}
