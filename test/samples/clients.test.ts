import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Constants } from '../../src/generators/print/program.ts';
import { type CleanUp, serve } from '../support/live.ts';
import { sampleCases } from '../support/sample-cases.ts';
import { openBrowser, openPage } from '../support/sample-page.ts';
import { eventually, generated, runClient } from '../support/sample-runner.ts';
import { wait } from '../support/stream-client.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ORIGIN = 'https://news.example.com';
const QUICK: Constants = { FIRST_RETRY_MILLISECONDS: 20, MAX_RETRY_MILLISECONDS: 100, MAX_MISSED_HEARTBEATS: 30 };
const sample = (name: string, file: 'client.node.ts' | 'client.browser.ts') =>
  generated(sampleCases[name] ?? { answers: {} }, file, QUICK);

/** One answer of a server that a test makes up: its status, or its body and whether it breaks off there. */
type Answer = number | { readonly type: string; readonly body: string; readonly breaks?: boolean };

/** Where a body is cut: inside characters, between CR and LF, and here and there inside lines. */
const isCut = (byte: number, index: number): boolean =>
  (byte & 0b1100_0000) === 0b1000_0000 || byte === 0x0a || index % 16 === 0;

/** Sends a body in pieces that arrive one by one. */
async function answerWith(
  response: ServerResponse,
  { type, body, breaks = false }: Exclude<Answer, number>,
  pauseMilliseconds: number,
) {
  response.writeHead(200, { 'Content-Type': type });
  const bytes = Buffer.from(body);
  const cuts = [...bytes.keys()].filter((index) => isCut(bytes[index] ?? 0, index));
  for (const [index, start] of cuts.entries()) {
    response.write(bytes.subarray(start, cuts[index + 1]));
    await wait(pauseMilliseconds);
  }
  if (breaks) response.destroy();
  else response.end();
}

/** A server that gives these answers one after the other, and notes who asked. */
async function scripted(cleanUp: CleanUp, answers: readonly Answer[], pauseMilliseconds = 3) {
  const requests: IncomingMessage['headers'][] = [];
  const cancelled: unknown[] = [];
  const port = await serve(cleanUp, async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', ORIGIN);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Idempotency-Key, Last-Event-ID');
    response.setHeader('Access-Control-Allow-Methods', 'DELETE');
    request.resume();
    if (request.method === 'DELETE') cancelled.push(request.headers['idempotency-key']);
    if (request.method === 'OPTIONS' || request.method === 'DELETE') return response.writeHead(204).end();
    const answer = answers[requests.push(request.headers) - 1] ?? 500;
    if (typeof answer === 'number') return response.writeHead(answer).end();
    return answerWith(response, answer, pauseMilliseconds);
  });
  return { url: `http://127.0.0.1:${port}/`, requests, cancelled };
}

const events = (body: string, breaks = false): Answer => ({ type: 'text/event-stream', body, breaks });
const ndjson = (body: string, breaks = false): Answer => ({ type: 'application/x-ndjson', body, breaks });

describe.concurrent('a client of an event stream', () => {
  /** All the standard allows: byte order mark, comments, three kinds of line ends, data over lines, fields without value. */
  const answers = [
    503,
    events(
      '\uFEFF: hello\r\nretry: 10\r\nid: a\r\ndata: {"n": 1,\r\ndata:"t": "更"}\r\n\r\nid: b\r\ndata: {"n": 2',
      true,
    ),
    429,
    events(
      'id: b\rdata: {"n": 2}\r\rretry: soon\nunknown: x\nevent: reset\ndata: {}\n\nid: c\n\ndata\n: 1\ndata: 3\n\n',
    ),
    events('event: ping\ndata: {}\n\nevent: done\ndata: {}\n\n'),
  ];
  const heard = ['{"n":1,"t":"更"}', '{"n":2}', 'reset', '3', 'done'];
  const ids = [undefined, undefined, 'a', 'a', 'c'];

  test('for Node reads whatever the standard allows, and asks again for what was cut', async ({
    onTestFinished: cleanUp,
  }) => {
    const { url, requests } = await scripted(cleanUp, answers);
    const client = await runClient(cleanUp, sample('sse', 'client.node.ts'), url);
    expect(await client.ended, client.said()).toBe(0);
    expect(client.lines.map((line) => line.replace(/^message | \{\}$/g, ''))).toEqual(heard);
    expect(requests.map((headers) => headers['last-event-id'])).toEqual(ids);
  });

  test('for pages reads the same', async ({ onTestFinished: cleanUp }) => {
    const { url, requests } = await scripted(cleanUp, answers);
    const script = `for await (const { type, data } of sample.watch(new AbortController().signal, '${url}'))
      seen.push(type === 'message' ? JSON.stringify(data) : type);`;
    const { seen } = await openPage(cleanUp, browser, ORIGIN, sample('http-feed', 'client.browser.ts'), script);
    await eventually('the end', async () => (await seen()).includes('done'));
    expect(await seen()).toEqual(heard);
    expect(requests.map((headers) => headers['last-event-id'])).toEqual(ids);
  });

  test('ends at 204, and gives up where asking again is in vain', async ({ onTestFinished: cleanUp }) => {
    const over = await scripted(cleanUp, [204]);
    expect(await (await runClient(cleanUp, sample('sse', 'client.node.ts'), over.url)).ended).toBe(0);
    const refused = await scripted(cleanUp, [401]);
    const client = await runClient(cleanUp, sample('sse', 'client.node.ts'), refused.url);
    expect(await client.ended).toBe(1);
    expect(client.said()).toContain('answered 401');
    expect([over.requests.length, refused.requests.length]).toEqual([1, 1]);
  });
});

describe.concurrent.each([
  {
    framing: 'events' as const,
    text: (id: number, text: string) => `id: ${id}\nevent: text\ndata: {"text": "${text}"}\n\n`,
    last: (id: number, type: string, code = '') => `id: ${id}\nevent: ${type}\ndata: {"code": "${code}"}\n\n`,
    answer: events,
  },
  {
    framing: 'NDJSON' as const,
    text: (id: number, text: string) => `\n{"id": ${id}, "type": "text", "data": {"text": "${text}"}}\r\n`,
    last: (id: number, type: string, code = '') => `{"id": ${id}, "type": "${type}", "data": {"code": "${code}"}}\n`,
    answer: ndjson,
  },
])('a client of a streamed answer in $framing', ({ framing, text, last, answer }) => {
  const name = `http-stream as ${framing}`;
  const script = (url: string) => `try {
    for await (const text of sample.ask('Hello', new AbortController().signal, '${url}')) seen.push(text);
    seen.push('over');
  } catch (error) { seen.push(error.message); }`;

  test('asks for the rest under the same key, wherever it was cut', async ({ onTestFinished: cleanUp }) => {
    const whole = [text(1, '更新'), text(2, ' ✓'), text(3, ' é'), last(4, 'done')] as const;
    const answers = [
      502,
      answer(whole[0] + whole[1].slice(0, -12), true),
      answer(whole[1] + last(2, 'recycle')),
      answer(whole[2]),
      answer(whole[3]),
    ];
    const node = await scripted(cleanUp, answers);
    const client = await runClient(cleanUp, sample(name, 'client.node.ts'), 'Hello', node.url);
    expect(await client.ended, client.said()).toBe(0);
    expect(client.said()).toBe('更新 ✓ é');
    const page = await scripted(cleanUp, answers);
    const { seen } = await openPage(cleanUp, browser, ORIGIN, sample(name, 'client.browser.ts'), script(page.url));
    await eventually('the end', async () => (await seen()).includes('over'));
    expect(await seen()).toEqual(['更新', ' ✓', ' é', 'over']);
    for (const { requests, cancelled } of [node, page]) {
      expect(requests.map((headers) => headers['last-event-id'])).toEqual([undefined, undefined, '1', '2', '3']);
      expect(new Set(requests.map((headers) => headers['idempotency-key'])).size).toBe(1);
      expect(cancelled).toEqual([]);
    }
  });

  test('says when an answer failed, was lost, or stays cut off', async ({ onTestFinished: cleanUp }) => {
    const cases: [answers: Answer[], message: string, requests: number][] = [
      [[answer(text(1, 'a') + last(2, 'error', 'failed'))], 'failed', 1],
      [[answer(text(1, 'a'), true), 410], 'answered 410', 2],
      [Array.from({ length: 20 }, () => answer('\n')), 'the response was cut off', 9],
    ];
    const check = async ([answers, message, count]: (typeof cases)[number]) => {
      const node = await scripted(cleanUp, answers);
      const client = await runClient(cleanUp, sample(name, 'client.node.ts'), 'Hello', node.url);
      expect(await client.ended).toBe(1);
      expect(client.said()).toContain(message);
      const page = await scripted(cleanUp, answers);
      const { seen } = await openPage(cleanUp, browser, ORIGIN, sample(name, 'client.browser.ts'), script(page.url));
      await eventually(message, async () => String((await seen()).at(-1)).includes(message));
      expect([node.requests.length, page.requests.length]).toEqual([count, count]);
    };
    await Promise.all(cases.map(check));
  });
});

describe.concurrent('these checks notice a client that', () => {
  const answers = [
    events('retry: 10\nid: a\ndata: "更新"\n\nid: b\ndata: "', true),
    events('event: done\ndata: {}\n\n'),
  ];
  test.for([
    ['decodes every chunk alone', 'decoder.decode(chunk, { stream: true })', 'decoder.decode(chunk)'],
    ['forgets unfinished lines', "rest = lines.pop() ?? '';", "lines.pop(); rest = '';"],
    ['takes half an event for a whole one', "if (line !== '') continue;", ''],
    ['does not say where it was', "'Last-Event-ID': lastEventId", "'X-Event': lastEventId"],
  ] as const)('%s', async ([, right, wrong], { onTestFinished: cleanUp }) => {
    const { url, requests } = await scripted(cleanUp, answers, 50);
    const program = sample('sse', 'client.node.ts');
    expect(program).toContain(right);
    const client = await runClient(cleanUp, program.replace(right, wrong), url);
    await Promise.race([client.ended, eventually('two requests', () => requests.length >= 2)]);
    const seen = [client.lines[0], requests[1]?.['last-event-id']];
    expect(seen).not.toEqual(['message "更新"', 'a']);
  });

  test('is changed in nothing', async ({ onTestFinished: cleanUp }) => {
    const { url, requests } = await scripted(cleanUp, answers);
    const client = await runClient(cleanUp, sample('sse', 'client.node.ts'), url);
    expect(await client.ended).toBe(0);
    expect([client.lines[0], requests[1]?.['last-event-id']]).toEqual(['message "更新"', 'a']);
  });
});
