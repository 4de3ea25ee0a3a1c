import { describe, expect, test } from 'vitest';
import type { Buffering } from '../../src/simulation/input.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { every, fetched, onlyKinds, pathOf, readIdle, total } from './inputs.ts';

const OLD: Buffering = { upstreamHttp: '1.0', gzip: false };
const NEW: Buffering = { upstreamHttp: '1.1', gzip: false };
const ZIPPED: Buffering = { upstreamHttp: '1.1', gzip: true };
const KINDS = ['held', 'headers', 'first-byte', 'message', 'cut', 'end'] as const;
type Framing = 'chunked' | 'length' | 'close';

type Case = {
  readonly buffering?: Buffering | undefined;
  readonly framing?: Framing;
  readonly messages: number;
  readonly everySeconds: number;
  readonly messageBytes: number;
  readonly headersSeconds?: number;
  readonly firstSeconds?: number;
};

/** So many messages, the first at once, through Nginx with this buffering; the response ends with the last. */
function through({ buffering, framing = 'chunked', messages, everySeconds, messageBytes, ...rest }: Case) {
  const { headersSeconds = 0, firstSeconds = 0 } = rest;
  const sends = { firstSeconds, everySeconds, messages };
  const service = { origin: 'request', missed: 'none', framing, sends, headersSeconds, messageBytes } as const;
  const runSeconds = firstSeconds + everySeconds * (messages - 1);
  return fetched({ runSeconds, hops: pathOf([], [], buffering), service: { ...service, headerBytes: 71 } });
}

/** Fifteen pieces of 100 bytes, one each 200 ms: what was measured for `facts/proxies.md` 1.1. */
const fifteen = (buffering: Buffering | undefined, framing: Framing = 'chunked') =>
  onlyKinds(simulate(through({ buffering, framing, messages: 15, everySeconds: 0.2, messageBytes: 100 })), ...KINDS);

const ON_TIME = ['0 #1 headers', '0 #1 first-byte', '0–2.8 #1 message, messages 15', '2.8 #1 end'];
const ONE_LUMP = [
  '0–2.8 #1 held, by nginx',
  '2.8 #1 headers',
  '2.8 #1 first-byte',
  '2.8 #1 message, messages 15, lumps 1, by nginx',
  '2.8 #1 end',
];

describe('fifteen pieces of 100 bytes, one each 200 ms', () => {
  test.each<[string, Buffering | undefined, Framing, string[]]>([
    ['at the end with HTTP/1.0 to the service, up to 1.29.6', OLD, 'chunked', ONE_LUMP],
    ['on time with HTTP/1.1 and chunks', NEW, 'chunked', ON_TIME],
    ['at the end with HTTP/1.1 and a length', NEW, 'length', ONE_LUMP],
    ['at the end with HTTP/1.1 and an end told by closing', NEW, 'close', ONE_LUMP],
    ['at the end with gzip', ZIPPED, 'chunked', ONE_LUMP],
    ['on time without buffering, in chunks', undefined, 'chunked', ON_TIME],
    ['on time without buffering, with a length', undefined, 'length', ON_TIME],
    ['on time without buffering, until it closes', undefined, 'close', ON_TIME],
  ])('arrive %s', (_, buffering, framing, expected) => {
    expect(fifteen(buffering, framing)).toEqual(expected);
  });

  test('arrive at the end through a hop that reads whole responses', () => {
    expect(fifteen({ ...NEW, readsToEnd: true })).toEqual(ONE_LUMP);
  });
});

describe('lumps of one buffer', () => {
  test('leave when the headers and the messages fill 4096 bytes: measured at 1.9, 4.0 and 6.0 s', () => {
    const input = through({ buffering: OLD, messages: 60, everySeconds: 0.1, messageBytes: 200 });
    const after = { ...input, runSeconds: 6, service: { ...input.service, headerBytes: 150 } };
    expect(onlyKinds(simulate(after), ...KINDS)).toEqual([
      '0–1.9 #1 held, by nginx',
      '1.9 #1 headers',
      '1.9 #1 first-byte',
      '1.9–4 #1 message, messages 40, lumps 2, by nginx',
      '6 #1 message, messages 20, lumps 1, by nginx',
      '6 #1 end',
    ]);
  });

  test('hold 71 bytes of headers and twenty messages: measured at 1.0, 2.0 and 2.95 s', () => {
    const input = through({ buffering: NEW, framing: 'length', messages: 60, everySeconds: 0.05, messageBytes: 200 });
    expect(onlyKinds(simulate(input), 'first-byte', 'message')).toEqual([
      '1 #1 first-byte',
      '1–2 #1 message, messages 40, lumps 2, by nginx',
      '2.95 #1 message, messages 20, lumps 1, by nginx',
    ]);
  });
});

describe('headers', () => {
  const late = { messages: 3, everySeconds: 0.1, messageBytes: 100, firstSeconds: 2 };

  test('wait for the first byte of the body in a hop that buffers: measured at 2.0 s', () => {
    expect(onlyKinds(simulate(through({ ...late, buffering: NEW })), ...KINDS)).toEqual([
      '0–2 #1 held, by nginx',
      '2 #1 headers',
      '2 #1 first-byte',
      '2–2.2 #1 message, messages 3',
      '2.2 #1 end',
    ]);
  });

  test('come at once without buffering', () => {
    expect(onlyKinds(simulate(through(late)), 'headers', 'first-byte')).toEqual(['0 #1 headers', '2 #1 first-byte']);
  });
});

describe('a cut while bytes are held', () => {
  /** Five pieces of 100 bytes, one each 100 ms, then silence for 3 s; the proxy waits 2 s. Measured at 2.3 and 2.4 s. */
  const paused = (buffering: Buffering | undefined, framing: Framing) => {
    const sends = { firstSeconds: 0, everySeconds: 0.1, messagesPerBurst: 5, pauseSeconds: 3 };
    const service = { origin: 'request', missed: 'none', framing, sends, messageBytes: 100 } as const;
    const hops = pathOf([], [readIdle(2)], buffering);
    return simulate(fetched({ runSeconds: 20, hops, service, mostConnections: 1 }));
  };

  test('by that hop shows the headers and loses the rest', () => {
    const timeline = paused(OLD, 'chunked');
    expect(onlyKinds(timeline, ...KINDS, 'lost')).toEqual([
      '0–2.4 #1 held, by nginx',
      '2.4 #1 headers',
      '2.4 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
      '2.4 #1 lost, messages 5',
    ]);
    expect(timeline.totals).toMatchObject({ sent: 5, delivered: 0, lost: 5 });
  });

  test('loses nothing where chunks pass at once', () => {
    expect(onlyKinds(paused(NEW, 'chunked'), 'message', 'cut', 'lost')).toEqual([
      '0–0.4 #1 message, messages 5',
      '2.4 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
    ]);
  });

  test('shows the headers that waited for a body', () => {
    const service = { headersSeconds: 0, sends: every(3) };
    const hops = pathOf([], [readIdle(2)], NEW);
    expect(onlyKinds(simulate(fetched({ hops, service, mostConnections: 1 })), 'held', 'headers', 'cut')).toEqual([
      '0–2 #1 held, by nginx',
      '2 #1 headers',
      '2 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
    ]);
  });

  test('by a hop in front of it looks as if nothing had been answered', () => {
    const hops = pathOf([total(2)], [], OLD);
    const service = { sends: every(0.1), messageBytes: 100 };
    expect(onlyKinds(simulate(fetched({ hops, service, mostConnections: 1 })), 'headers', 'cut')).toEqual([
      '2 #1 cut, by classic-alb.backendTimeoutSeconds, total, error-504',
    ]);
  });

  test('keeps an id from being seen, so that all of it is sent again', () => {
    const hops = pathOf([total(2)], [], { ...NEW, readsToEnd: true });
    const timeline = simulate(fetched({ hops, service: { sends: every(0.5) }, runSeconds: 3.5 }));
    // Messages at 0.5 to 2 s are held and gone with the first connection; at 3 s the client is back and is sent five again.
    expect(onlyKinds(timeline, 'cut', 'replayed', 'message', 'end')).toEqual([
      '2 #1 cut, by classic-alb.backendTimeoutSeconds, total, error-504',
      '3.5 #2 replayed, messages 5',
      '3.5 #2 message, messages 7, lumps 1, by nginx',
      '3.5 #2 end',
    ]);
    expect(timeline.totals).toMatchObject({ sent: 7, delivered: 2, replayed: 5, lost: 0 });
  });

  test('WebSockets and gRPC are never held', () => {
    for (const wire of ['websocket', 'grpc'] as const) {
      const input = fetched({ wire, runSeconds: 60, hops: pathOf([], [], ZIPPED), service: { sends: every(20) } });
      expect(onlyKinds(simulate(input), 'held')).toEqual([]);
    }
  });
});

test('of two hops that buffer alike, the one nearer to the service holds the bytes', () => {
  const [browser, balancer, nginx, service] = pathOf([], [], ZIPPED);
  const hops = [browser, { id: 'front', limits: [], buffering: ZIPPED }, balancer, nginx, service].flatMap(
    (hop) => hop ?? [],
  );
  expect(onlyKinds(simulate(fetched({ hops, runSeconds: 60 })), 'held')).toEqual(['20–60 #1 held, by nginx']);
});

describe('idle limits and buffering', () => {
  test('a hop that buffers hears every byte, whatever it passes on', () => {
    const hops = pathOf([], [readIdle(2)], { ...OLD, readsToEnd: true });
    const input = fetched({ hops, runSeconds: 30, service: { sends: every(1) } });
    expect(onlyKinds(simulate(input), 'cut', 'end')).toEqual(['30 #1 end']);
  });

  test('a hop in front of it hears only what it passes on', () => {
    const [browser, , nginx, service] = pathOf([], [], OLD);
    const front = { id: 'kong', limits: [readIdle(2)] };
    const hops = [browser, front, nginx, service].flatMap((hop) => hop ?? []);
    const of = (messageBytes: number) =>
      onlyKinds(
        simulate(fetched({ hops, runSeconds: 30, mostConnections: 1, service: { sends: every(1), messageBytes } })),
        'cut',
      );
    // Two messages fill a buffer: one lump each 2 s, and the limit is 2 s; three would come in time.
    expect(of(4_096)).toEqual([]);
    expect(of(100)).toEqual(['2 #1 cut, by kong.proxyReadTimeoutSeconds, idle, error-504']);
  });
});
