import type { BrowserContext } from '@playwright/test';
import type { CleanUp } from '../live.ts';
import { now, wait } from '../stream-client.ts';
import { type Attempt, type Connect, finish, type Session } from './attempt.ts';
import type { RealityCase } from './case.ts';
import type { Address, Method } from './http-clients.ts';
import { NetworkLog, openPage } from './page.ts';
import { HEARTBEAT } from './socket-service.ts';

const CLOSED = 2;
/** Longer than any case. */
const MOST_MILLISECONDS = 14_000;

const originOf = ({ port, certificate }: Address): string =>
  certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;

/** How many had no response as long as the first had one. */
const waitingIn = ([first, ...others]: readonly Attempt[]): number =>
  others.filter(({ headersAt = Number.POSITIVE_INFINITY }) => headersAt > (first?.endedAt ?? 0)).length;

/** Real EventSources of one page, until the first of them is through or has had its connections. */
export async function runEventSource(
  cleanUp: CleanUp,
  context: BrowserContext,
  address: Address,
  { client, mostConnections = 1 }: RealityCase,
): Promise<Session> {
  const { connections = 1 } = client;
  const page = await openPage(cleanUp, context, originOf(address));
  const log = await NetworkLog.start(page, address.path);
  await page.evaluate(
    ({ path, count }) => {
      const sources = Array.from({ length: count }, (_, index) => new EventSource(`${path}?${index}`));
      Object.assign(window, { sources });
      const [first] = sources;
      first?.addEventListener('over', () => first.close());
    },
    { path: address.path, count: connections },
  );
  const isClosed = () =>
    page.evaluate((closed) => {
      const [first] = (window as unknown as { sources: EventSource[] }).sources;
      return first?.readyState === closed;
    }, CLOSED);
  const until = now() + MOST_MILLISECONDS;
  /** The first source, where there are several: they are asked for at once and in order. */
  const ownAttempts = () => log.attempts.slice(0, connections === 1 ? undefined : 1);
  for (;;) {
    // Asked only when something has ended, and what was seen is read after the answer.
    const closed = ownAttempts().at(-1)?.seen !== undefined && (await isClosed());
    const attempts = ownAttempts().slice(0, mostConnections);
    const last = attempts.at(-1);
    const hasEnded = last?.seen !== undefined;
    if (hasEnded && closed) {
      const gaveUp = last.seen !== 'clean-end' || last.status !== undefined;
      return { attempts, gaveUp, ...(connections > 1 && { waiting: waitingIn(log.attempts) }) };
    }
    if ((hasEnded && attempts.length === mostConnections) || now() > until) return { attempts, gaveUp: false };
    await wait(40);
  }
}

/** The page's own fetch, read piece by piece. */
export const browserFetchClient =
  (cleanUp: CleanUp, context: BrowserContext, address: Address, method: Method): Connect =>
  async (attempt, lastId) => {
    const page = await openPage(cleanUp, context, originOf(address));
    const log = await NetworkLog.start(page, address.path);
    const messagesAt = await page.evaluate(
      async ({ path, verb, last }) => {
        const at: number[] = [];
        try {
          const headers = { accept: 'text/event-stream', ...(last !== undefined && { 'last-event-id': String(last) }) };
          const response = await fetch(path, { method: verb, headers, ...(verb === 'POST' && { body: '{}' }) });
          const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
          let rest = '';
          for (;;) {
            const piece = await reader?.read();
            if (!piece || piece.done) break;
            const blocks = (rest + piece.value).split('\n\n');
            rest = blocks.pop() ?? '';
            const moment = performance.timeOrigin + performance.now();
            for (const block of blocks) if (/^data: /m.test(block) && !/^event: /m.test(block)) at.push(moment);
          }
        } catch {
          // The network log says how it ended.
        }
        return at;
      },
      { path: address.path, verb: method, last: lastId },
    );
    for (let tries = 0; tries < 40 && log.attempts[0]?.seen === undefined; tries += 1) await wait(25);
    const [logged] = log.attempts;
    Object.assign(attempt, logged);
    attempt.messagesAt.push(...messagesAt.map((moment) => moment - performance.timeOrigin));
    if (!logged) finish(attempt, 'reset');
  };

/** The page's own WebSocket. */
export const browserWebSocketClient =
  (cleanUp: CleanUp, context: BrowserContext, address: Address): Connect =>
  async (attempt) => {
    const page = await openPage(cleanUp, context, originOf(address));
    const seen = await page.evaluate(
      ({ path, heartbeat }) => {
        const at = () => performance.timeOrigin + performance.now();
        const openedAt = at();
        const socket = new WebSocket(path);
        let headersAt: number | undefined;
        let firstByteAt: number | undefined;
        const messagesAt: number[] = [];
        socket.onopen = () => {
          headersAt = at();
        };
        socket.onmessage = ({ data }) => {
          firstByteAt ??= at();
          if (data !== heartbeat) messagesAt.push(at());
        };
        return new Promise<
          { [K in 'openedAt' | 'endedAt']: number } & Pick<Attempt, 'headersAt' | 'firstByteAt' | 'messagesAt'> & {
              code: number;
            }
        >((resolve) => {
          socket.onclose = ({ code }) => {
            resolve({
              openedAt,
              endedAt: at(),
              messagesAt,
              code,
              ...(headersAt !== undefined && { headersAt }),
              ...(firstByteAt !== undefined && { firstByteAt }),
            });
          };
        });
      },
      { path: address.path, heartbeat: HEARTBEAT },
    );
    const here = (moment: number) => moment - performance.timeOrigin;
    const { openedAt, headersAt, firstByteAt, endedAt, messagesAt, code } = seen;
    Object.assign(attempt, {
      openedAt: here(openedAt),
      ...(headersAt !== undefined && { headersAt: here(headersAt) }),
      ...(firstByteAt !== undefined && { firstByteAt: here(firstByteAt) }),
      endedAt: here(endedAt),
      seen: code === 1000 ? 'clean-end' : code === 1001 ? 'closed-1001' : 'closed-1006',
    });
    attempt.messagesAt.push(...messagesAt.map(here));
  };
