import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:http2';
import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type Case, verdictOf } from '../support/generator-input.ts';
import { aloneCaseOf, behindNginx, type CleanUp, caseOf, listen, serve } from '../support/live.ts';
import { newest } from '../support/nginx.ts';
import { now, open, PACE, wait } from '../support/stream-client.ts';

// Only the files for Nginx are used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

/** Under load the first byte may once be late. */
const AGAIN = { retry: 2 };
const LONG: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };

/** Sends so many pieces, one after the other, and notes when. */
async function drip(response: ServerResponse, pieces: number, sentAt: number[]): Promise<void> {
  response.flushHeaders();
  for (let index = 0; index < pieces; index += 1) {
    sentAt.push(now());
    response.write(`data: ${index}\n\n`);
    await wait(PACE);
  }
  response.end();
}

const expectOnTime = (arrivedAt: readonly number[], sentAt: readonly number[]) => {
  expect(arrivedAt.length).toBe(sentAt.length);
  arrivedAt.forEach((moment, index) => {
    expect(moment).toBeLessThan(sentAt[index + 1] ?? Number.POSITIVE_INFINITY);
  });
};

describe.concurrent('an MCP endpoint', () => {
  test('streams answers to POST and to GET, and ends a session by DELETE, at one path', AGAIN, async (context) => {
    const { onTestFinished: cleanUp } = context;
    const asked: string[] = [];
    const sentAt = { GET: [] as number[], POST: [] as number[] };
    const port = await serve(cleanUp, async (request, response) => {
      const { method = '', headers } = request;
      asked.push(`${method} ${headers['mcp-session-id']} ${headers['last-event-id'] ?? ''}`.trim());
      request.resume();
      response.setHeader('Mcp-Session-Id', 'abc');
      if (method === 'DELETE') return void response.writeHead(204).end();
      response.setHeader('Content-Type', 'text/event-stream');
      await drip(response, 4, sentAt[method as 'GET' | 'POST']);
    });
    const nginx = await behindNginx(cleanUp, caseOf('mcp-http', { useCase: 'mcp' }, port));
    const headers = { 'Mcp-Session-Id': 'abc', Accept: 'text/event-stream' };
    const post = open(nginx.port, '/live', { method: 'POST', headers }, ['{"jsonrpc":"2.0"}']);
    const get = open(nginx.port, '/live', { headers: { ...headers, 'Last-Event-ID': '7' } });
    for (const [going, method] of [[post, 'POST'] as const, [get, 'GET'] as const]) {
      const seen = await going.seen;
      expect(seen).toMatchObject({ status: 200, isWhole: true });
      expect((await going.response).headers['mcp-session-id']).toBe('abc');
      expectOnTime(
        seen.pieces.map(({ at }) => at),
        sentAt[method],
      );
    }
    expect(await open(nginx.port, '/live', { method: 'DELETE', headers }).seen).toMatchObject({ status: 204 });
    expect(asked.sort()).toEqual(['DELETE abc', 'GET abc 7', 'POST abc']);
  });
});

/** Two services of which each notes how often it was asked; what a test puts behind one name. */
async function twoServices(cleanUp: CleanUp, handler: (request: IncomingMessage, response: ServerResponse) => void) {
  let asked = 0;
  const one = () =>
    serve(cleanUp, (request, response) => {
      if (request.url === '/warm') return void response.end('warm');
      asked += 1;
      handler(request, response);
    });
  const ports = [await one(), await one()] as const;
  return { port: ports[0], other: `server 127.0.0.1:${ports[1]};`, asked: () => asked };
}

describe.concurrent('a request that waits', () => {
  test.for([
    ['long-poll', (text: string) => text, 1],
    ['long-poll', (text: string) => text.replace('proxy_next_upstream error;', ''), 2],
  ] as const)('by %s is not run again elsewhere when it timed out (%#)', async ([id, change, attempts], context) => {
    const { onTestFinished: cleanUp } = context;
    const { port, other, asked } = await twoServices(cleanUp, () => undefined);
    const answers: Answers = { ...LONG, heartbeat: 'no', longestSilenceSeconds: 0.5, missedMessages: 'replay' };
    const nginx = await behindNginx(cleanUp, caseOf(id, answers, port), {
      change: (text) => change(text).replace(/^( *)server \S+svc.cluster.local\S+;$/m, `$&\n$1${other}`),
    });
    expect(await open(nginx.port, '/live').seen).toMatchObject({ status: 504 });
    expect(asked()).toBe(attempts);
  });

  test('is answered when the event comes', async ({ onTestFinished: cleanUp }) => {
    const port = await serve(cleanUp, async (_, response) => {
      await wait(700);
      response.setHeader('Cache-Control', 'no-store').end('event');
    });
    const nginx = await behindNginx(cleanUp, caseOf('long-poll', { ...LONG, heartbeat: 'no' }, port));
    const seen = await open(nginx.port, '/live').seen;
    expect(seen).toMatchObject({ status: 200, isWhole: true });
    expect(seen.headerAfter).toBeGreaterThan(650);
  });

  test.for([
    ['runs once where it may do harm', 'no-duplicates', 1],
    ['is sent again where that is harmless', 'replay', 2],
  ] as const)(
    '%s when the connection it came by breaks',
    async ([, missedMessages, attempts], { onTestFinished: cleanUp }) => {
      const { port, asked } = await twoServices(cleanUp, (request) => request.socket.destroy());
      const given = caseOf('sse', { ...LONG, missedMessages }, port);
      const nginx = await behindNginx(cleanUp, { ...given, service: { path: '/', port } });
      // Nginx keeps the connection of the first request and sends the second one on it.
      expect(await open(nginx.port, '/warm').seen).toMatchObject({ status: 200 });
      expect(await open(nginx.port, '/live').seen).toMatchObject({ status: 502 });
      expect(asked()).toBe(attempts);
    },
  );
});

describe.concurrent('a request with a body', () => {
  const bodyOf = (bytes: number) => Array.from({ length: 2 }, () => 'x'.repeat(bytes / 2));
  const send = async (cleanUp: CleanUp, answers: Answers, bytes: number) => {
    let received = 0;
    const port = await serve(cleanUp, async (request, response) => {
      for await (const piece of request) received += (piece as Buffer).length;
      response.end('done');
    });
    const nginx = await behindNginx(
      cleanUp,
      caseOf('http', { conversation: 'single-reply', request: 'body', ...answers }, port),
    );
    const going = open(nginx.port, '/live', { method: 'POST', headers: { 'Content-Length': bytes } }, bodyOf(bytes));
    return { status: (await going.response).statusCode, received: () => received, close: going.close };
  };

  test.for([
    ['a text of today’s size goes through', 'text', 1_000_000, 200],
    ['a larger one is refused', 'text', 2_000_000, 413],
    ['a large text goes through where it was announced', 'large-text', 2_000_000, 200],
    ['a file is refused even there', 'large-text', 17_000_000, 413],
    ['a file goes through where it was announced', 'media', 17_000_000, 200],
  ] as const)('%s', AGAIN, async ([, payload, bytes, status], { onTestFinished: cleanUp }) => {
    const sent = await send(cleanUp, { payload }, bytes);
    cleanUp(sent.close);
    expect(sent.status).toBe(status);
    if (status === 200) expect(sent.received()).toBe(bytes);
  });
});

describe.concurrent('a job', () => {
  test('is started, asked after, and watched as it goes', AGAIN, async ({ onTestFinished: cleanUp }) => {
    const sentAt: number[] = [];
    const asked: string[] = [];
    const port = await serve(cleanUp, async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      request.resume();
      if (request.url?.startsWith('/jobs/events/')) {
        response.setHeader('Content-Type', 'text/event-stream');
        return drip(response, 4, sentAt);
      }
      if (request.method === 'POST')
        return void response.writeHead(202, { Location: '/jobs/7', 'Retry-After': 1 }).end();
      response.end('{"state":"running"}');
    });
    const given: Case = {
      answers: {
        useCase: 'ai-agent',
        conversation: 'server-streams',
        longestRunSeconds: 1800,
        ifCut: 'must-finish',
        clients: ['browser'],
      },
      service: { path: '/jobs', port },
    };
    expect(verdictOf(given).recommendation).toMatchObject({ protocol: 'async-job', companions: ['sse'] });
    const nginx = await behindNginx(cleanUp, given);
    const started = await open(nginx.port, '/jobs', { method: 'POST' }, ['{}']).response;
    expect([started.statusCode, started.headers.location]).toEqual([202, '/jobs/7']);
    expect(await open(nginx.port, '/jobs/7').seen).toMatchObject({ status: 200, isWhole: true });
    const watched = await open(nginx.port, '/jobs/events/7').seen;
    expect(watched.headerAfter).toBeLessThan(200);
    expectOnTime(
      watched.pieces.map(({ at }) => at),
      sentAt,
    );
    expect(asked).toEqual(['POST /jobs', 'GET /jobs/7', 'GET /jobs/events/7']);
  });
});

describe.concurrent('a client with HTTP/2 and TLS', () => {
  test('gets many streams over one connection, piece by piece', AGAIN, async ({ onTestFinished: cleanUp }) => {
    const sentAt: number[][] = [];
    const server = createServer((request, response) => {
      const times: number[] = [];
      sentAt[Number(request.url?.slice('/live/'.length))] = times;
      response.setHeader('Content-Type', 'text/event-stream');
      void drip(response, 4, times);
    });
    cleanUp(() => server.closeAllConnections());
    const port = await listen(cleanUp, server);
    const nginx = await behindNginx(
      cleanUp,
      { ...aloneCaseOf('sse', LONG, port), target: { tls: 'proxy' } },
      { reader: newest() },
    );
    const session = connect(`https://localhost:${nginx.tls?.port}`, {
      ca: nginx.tls?.certificate,
      lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    cleanUp(() => session.destroy());
    const STREAMS = 8;
    const arrivedAt = await Promise.all(
      Array.from({ length: STREAMS }, async (_, index) => {
        const times: number[] = [];
        const stream = session.request({ ':path': `/live/${index}` });
        stream.on('data', () => times.push(now()));
        await new Promise((resolve, reject) => stream.once('end', resolve).once('error', reject));
        return times;
      }),
    );
    expect(session.alpnProtocol).toBe('h2');
    for (const [index, times] of arrivedAt.entries()) expectOnTime(times, sentAt[index] ?? []);
  });
});
