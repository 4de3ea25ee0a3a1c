import { type ServiceError, status } from '@grpc/grpc-js';
import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { ECHO_PATH, echoClient, startEcho } from '../support/echo.ts';
import type { Case } from '../support/generator-input.ts';
import { aloneCaseOf, behindNginx, type CleanUp, caseOf } from '../support/live.ts';
import { installed, newest, type Running } from '../support/nginx.ts';
import { now, open, PACE, wait } from '../support/stream-client.ts';

// Only the files for Nginx are used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

/** Under load the first byte may once be late. */
const AGAIN = { retry: 2 };
const TALK: Answers = {
  conversation: 'interleaved',
  clients: ['own-backend'],
  heartbeat: 'no',
  longestSilenceSeconds: 2,
  longestRunSeconds: 60,
};

const at = (given: Case, port: number): Case => ({ ...given, service: { path: ECHO_PATH, port } });

/** The ways gRPC reaches Nginx: by both forms of the directive, without TLS and with it. */
const ways = [
  [
    'without TLS, on 1.22',
    installed,
    (port) => at({ ...aloneCaseOf('grpc', TALK), target: { tls: 'load-balancer', nginxVersion: '1.22' } }, port),
  ],
  [
    'without TLS, on 1.30',
    newest(),
    (port) => at({ ...aloneCaseOf('grpc', TALK), target: { tls: 'load-balancer', nginxVersion: '1.30' } }, port),
  ],
  ['over TLS, on 1.22', installed, (port) => at({ ...caseOf('grpc', TALK), target: { nginxVersion: '1.22' } }, port)],
  ['over TLS, on 1.30', newest(), (port) => at({ ...caseOf('grpc', TALK), target: { nginxVersion: '1.30' } }, port)],
] as const satisfies readonly (readonly [string, typeof installed, (port: number) => Case])[];

async function start(cleanUp: CleanUp, [, reader, make]: (typeof ways)[number]) {
  const { port, noticed } = await startEcho(cleanUp);
  const nginx: Running = await behindNginx(cleanUp, make(port), { reader });
  return { noticed, nginx, client: echoClient(cleanUp, nginx) };
}

describe.concurrent('gRPC through Nginx with the generated files', () => {
  test.for(ways)('%s carries every kind of call', AGAIN, async (way, { onTestFinished: cleanUp }) => {
    const { client, noticed, nginx } = await start(cleanUp, way);
    expect(nginx.tls !== undefined).toBe(way[0].startsWith('over TLS'));
    expect(await client.say('hello')).toBe('said hello');

    const arrivedAt: number[] = [];
    const counted: string[] = [];
    for await (const message of client.count(5)) {
      arrivedAt.push(now());
      counted.push(message);
    }
    expect(counted).toEqual(['0', '1', '2', '3', '4']);
    arrivedAt.forEach((moment, index) => {
      expect(moment).toBeLessThan(noticed.sentAt[index + 1] ?? Number.POSITIVE_INFINITY);
    });

    // More than the megabyte that Nginx takes in one body unless it is told otherwise.
    const piece = 'x'.repeat(100_000);
    expect(await client.measure(Array.from({ length: 15 }, () => piece))).toBe('1500000');
  });

  test.for(ways)('%s hands on errors and deadlines', AGAIN, async (way, { onTestFinished: cleanUp }) => {
    const { client, noticed } = await start(cleanUp, way);
    const failed = (message: string, deadline?: number) =>
      client.say(message, deadline).then(
        () => undefined,
        ({ code, details }: ServiceError) => ({ code, details }),
      );
    expect(await failed('missing')).toEqual({ code: status.NOT_FOUND, details: 'no such thing' });
    expect(await failed('never', 400)).toMatchObject({ code: status.DEADLINE_EXCEEDED });
    for (let tries = 0; tries < 40 && noticed.cancelled === 0; tries += 1) await wait(50);
    expect(noticed.cancelled).toBe(1);
  });

  test.for([
    ['outlives the three timeouts of today when its silence was announced', 2, true],
    ['is cut by them when it was not', 0.5, false],
  ] as const)('a quiet two-way stream %s', async ([, longestSilenceSeconds, lives], { onTestFinished: cleanUp }) => {
    const { port } = await startEcho(cleanUp);
    const given = at({ ...caseOf('grpc', { ...TALK, longestSilenceSeconds }) }, port);
    const around = 'grpc_read_timeout 1s; grpc_send_timeout 1s; client_body_timeout 1s;';
    const client = echoClient(cleanUp, await behindNginx(cleanUp, given, { around }));
    const call = client.talk();
    call.on('error', () => undefined);
    const echoOf = (message: string) =>
      new Promise<string>((resolve) => {
        call.once('data', resolve).once('status', ({ code }) => resolve(`status ${code}`));
        call.write(message);
      });
    expect(await echoOf('one')).toBe('echo one');
    const ended = new Promise((resolve) => call.once('status', () => resolve(true)));
    const survived = await Promise.race([wait(2_000).then(() => true), ended.then(() => false)]);
    expect(survived).toBe(lives);
    if (lives) expect(await echoOf('two')).toBe('echo two');
    call.end();
  });

  test('without TLS, 1.22 answers nothing but HTTP/2 on its port, and 1.30 both', async ({
    onTestFinished: cleanUp,
  }) => {
    const answersHttp1 = async (way: (typeof ways)[number]) => {
      const { nginx } = await start(cleanUp, way);
      const asked = open(nginx.port, '/', { method: 'GET' });
      asked.seen.catch(() => undefined);
      return Promise.race([asked.response.then(() => true).catch(() => false), wait(PACE * 20).then(() => false)]);
    };
    const [http1Before, http1Now] = [ways[0], ways[1]];
    expect(await answersHttp1(http1Now)).toBe(true);
    const [, minor = 0] = installed.version;
    if (minor < 25) expect(await answersHttp1(http1Before)).toBe(false);
  });
});
