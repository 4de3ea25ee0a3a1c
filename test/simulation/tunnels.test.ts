import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulation/simulate.ts';
import { bodyIdle, every, fetched, firstCut, onlyKinds, pathOf, readIdle, total, tunnelIdle } from './inputs.ts';

const socket = (change: Parameters<typeof fetched>[0]) => fetched({ wire: 'websocket', ...change });
const call = (change: Parameters<typeof fetched>[0]) => fetched({ wire: 'grpc', clientHttp: 'http2', ...change });
const comingBack = fetched().client.comingBack;
/** A service that says nothing. */
const mute = { origin: 'feed', framing: 'chunked', missed: 'replay' } as const;
const listening = ({ sends: _, ...service } = fetched().service) => service;

describe('a WebSocket', () => {
  test('has its handshake answered at once, whenever the first message comes', () => {
    const timeline = simulate(socket({ runSeconds: 30 }));
    expect(onlyKinds(timeline, 'headers', 'first-byte', 'end')).toEqual([
      '0 #1 headers',
      '20 #1 first-byte',
      '30 #1 end',
    ]);
  });

  test('is closed by a classic load balancer at its backend timeout, in use or not', () => {
    expect(firstCut(socket({ hops: pathOf([total(300)]), service: { sends: every(1) } }))).toBe(
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, closed-1006',
    );
  });

  test('is closed by another load balancer only when it is idle', () => {
    const hops = pathOf([{ key: 'backendTimeoutSeconds', kind: 'idle', seconds: 300, scope: 'either' }]);
    expect(firstCut(socket({ hops, runSeconds: 86_000, service: { sends: every(299) } }))).toBe('none');
    expect(firstCut(socket({ hops, service: { sends: every(300) } }))).toBe(
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, idle, closed-1006',
    );
  });

  test('lives a day behind a global load balancer, however much is said', () => {
    const day = { key: 'webSocketLifetimeSeconds', kind: 'total', seconds: 86_400 } as const;
    expect(firstCut(socket({ hops: pathOf([day]), service: { sends: every(1) } }))).toBe(
      '86400 #1 cut, by classic-alb.webSocketLifetimeSeconds, total, closed-1006',
    );
  });

  test.each([
    ['messages of the client alone', { sends: every(2) }, { ...mute, heartbeatSeconds: 10 }],
    ['pings of the client alone', { heartbeatSeconds: 1 }, { ...mute, heartbeatSeconds: 10 }],
    ['pings of the service alone', {}, { ...mute, heartbeatSeconds: 2 }],
    ['both sides in turn', { sends: every(4, { firstSeconds: 2 }) }, { ...mute, sends: every(4) }],
  ])('is kept open by %s', (_, client, service) => {
    const hops = pathOf([], [tunnelIdle(3)]);
    const input = socket({ hops, runSeconds: 60, client: { comingBack, ...client } });
    expect(firstCut({ ...input, service })).toBe('none');
  });

  test('falls silent when both sides do, and the last word counts', () => {
    const hops = pathOf([], [tunnelIdle(60)]);
    const client = { comingBack, sends: every(7, { messages: 3 }) };
    const service = { sends: every(5, { messages: 3 }) };
    expect(firstCut(socket({ hops, client, service }))).toBe(
      '81 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, closed-1006',
    );
  });

  test('that the service ends says why, so that the client comes back', () => {
    const recycle = { everySeconds: 2_880, jitterRatio: 0 };
    const timeline = simulate(socket({ hops: pathOf([total(3_600)]), recycle, mostConnections: 1 }));
    expect(onlyKinds(timeline, 'planned-recycle', 'cut')).toEqual(['2880 #1 planned-recycle, closed-1001']);
  });

  test('loses or keeps what both sides said meanwhile', () => {
    const client = { comingBack, sends: every(0.5) };
    const kinds = ['replayed', 'lost'] as const;
    const of = (missed: 'replay' | 'none') =>
      simulate(socket({ hops: pathOf([total(300)]), client, service: { sends: every(0.25), missed } }));
    expect(onlyKinds(of('replay'), ...kinds).sort()).toEqual([
      '301 #2 replayed, messages 1, from client',
      '301 #2 replayed, messages 3',
    ]);
    expect(onlyKinds(of('none'), ...kinds).sort()).toEqual([
      '301 #2 lost, messages 1, from client',
      '301 #2 lost, messages 3',
    ]);
  });
});

describe('a gRPC stream', () => {
  test('of the service is one response to the load balancer, and cut as such', () => {
    expect(firstCut(call({ hops: pathOf([total(300)]) }))).toBe(
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, reset',
    );
  });

  test('whose first message comes later than the read timeout gets a 504', () => {
    expect(firstCut(call({ hops: pathOf([], [readIdle(3)]), service: { sends: every(5) } }))).toBe(
      '3 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
    );
  });

  test('of the client outlives a read timeout while the service is silent', () => {
    const input = call({
      hops: pathOf([], [readIdle(3), bodyIdle(60)]),
      runSeconds: 7,
      client: { comingBack, sends: every(1) },
    });
    expect(firstCut({ ...input, service: listening() })).toBe('none');
  });

  test('of the client is reset when the client is silent, whatever the other timeouts', () => {
    const sends = every(1, { messagesPerBurst: 5, pauseSeconds: 90 });
    const input = call({ hops: pathOf([], [readIdle(3_600), bodyIdle(60)]), client: { comingBack, sends } });
    const reset = '65 #1 cut, by nginx.clientBodyTimeoutSeconds, idle, reset';
    expect(firstCut({ ...input, service: listening() })).toBe(reset);
    // Also when the run is over before the client would have spoken again.
    expect(firstCut({ ...input, runSeconds: 80, service: listening() })).toBe(reset);
  });

  test('of the client is not silent once it has sent all it had', () => {
    const sends = every(1, { messages: 5 });
    const input = call({ hops: pathOf([], [bodyIdle(60)]), runSeconds: 300, client: { comingBack, sends } });
    expect(firstCut({ ...input, service: listening() })).toBe('none');
  });

  test('of both outlives a silent client as long as the service talks', () => {
    const sends = every(1, { messagesPerBurst: 1, pauseSeconds: 1_000 });
    const input = call({
      hops: pathOf([], [readIdle(600), bodyIdle(60)]),
      runSeconds: 400,
      client: { comingBack, sends },
    });
    const talks = (messages: number) =>
      firstCut({ ...input, service: { ...input.service, sends: every(20, { messages }) } });
    expect(talks(20)).toBe('none');
    expect(talks(5)).toBe('160 #1 cut, by nginx.clientBodyTimeoutSeconds, idle, reset');
  });
});

describe('a poll that is held', () => {
  const poll = (change: Parameters<typeof fetched>[0]) =>
    fetched({ wire: 'poll', ...change, service: { holdSeconds: 45, ...change?.service } });

  test('is answered with news or after its time, and asked again at once', () => {
    const timeline = simulate(poll({ runSeconds: 400, service: { sends: every(100) } }));
    // News at 100, 200, 300 and 400 s, and in each hundred seconds two polls whose time is up.
    expect(onlyKinds(timeline, 'poll', 'message', 'end')).toEqual([
      '0–400 #1 poll, polls 13, empty 8',
      '100–400 #1 message, messages 4',
      '400 #1 end',
    ]);
    expect(timeline.totals).toMatchObject({ sent: 4, delivered: 4 });
  });

  test('is never cut while it is held for less than every limit', () => {
    const hops = pathOf([total(50)], [readIdle(46)]);
    expect(firstCut(poll({ hops, runSeconds: 86_400, service: { sends: every(1_000) } }))).toBe('none');
  });

  test('is answered 504 when it is held for as long as the proxy waits', () => {
    const hops = pathOf([total(300)], [readIdle(45)]);
    expect(firstCut(poll({ hops, service: { sends: every(10, { messagesPerBurst: 3, pauseSeconds: 200 }) } }))).toBe(
      '75 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
    );
  });

  test('and when it is held for longer than a load balancer allows in all', () => {
    expect(firstCut(poll({ hops: pathOf([total(30)]), service: { sends: every(40) } }))).toBe(
      '30 #1 cut, by classic-alb.backendTimeoutSeconds, total, error-504',
    );
    expect(firstCut(poll({ hops: pathOf([total(45)]), runSeconds: 600, service: { sends: every(400) } }))).toBe('none');
  });
});
