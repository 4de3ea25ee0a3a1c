import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulation/simulate.ts';
import { eventStream, every, onlyKinds, pathOf, readIdle, tell, total } from './inputs.ts';

describe('an EventSource under a total limit', () => {
  test('is cut at 300 s however much flows, comes back after `retry` and says what it had last', () => {
    expect(tell(eventStream({ hops: pathOf([total(300)], [readIdle(360)]) }))).toEqual([
      '0 #1 open',
      '0 #1 request-sent',
      '20 #1 headers',
      '20 #1 first-byte',
      '20–300 #1 message, messages 15',
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, truncated',
      '300–303 #2 reconnect',
      '303 #2 open',
      '303 #2 request-sent, header Last-Event-ID',
      '320 #2 headers',
      '320 #2 first-byte',
      '320–600 #2 message, messages 15',
      '603 #2 cut, by classic-alb.backendTimeoutSeconds, total, truncated',
      '603 #2 continues',
    ]);
  });

  test('gets what it missed, since it had an id', () => {
    const timeline = simulate(eventStream({ hops: pathOf([total(300)]), service: { sends: every(2) } }));
    // 150 messages until 300 s; the one at 302 s comes while nobody is connected.
    expect(onlyKinds(timeline, 'message', 'replayed', 'lost')).toEqual([
      '2–300 #1 message, messages 150',
      '303 #2 replayed, messages 1',
      '304–602 #2 message, messages 150',
    ]);
    expect(timeline.totals).toMatchObject({ sent: 301, delivered: 300, replayed: 1, lost: 0 });
  });

  test('has no id to send before its first message, so nothing can be replayed', () => {
    const service = { sends: every(301), headersSeconds: 0 };
    const timeline = simulate(eventStream({ hops: pathOf([total(300)]), service }));
    expect(onlyKinds(timeline, 'request-sent', 'replayed', 'lost')).toEqual([
      '0 #1 request-sent',
      '303 #2 request-sent',
      '303 #2 lost, messages 1',
    ]);
  });

  test('sends no id where the service gives none', () => {
    const hops = pathOf([total(300)]);
    const timeline = simulate(eventStream({ hops, service: { sends: every(2), missed: 'none' } }));
    expect(onlyKinds(timeline, 'request-sent', 'lost')).toEqual([
      '0 #1 request-sent',
      '303 #2 request-sent',
      '303 #2 lost, messages 1',
    ]);
  });

  test('sees a cut stream as reset over HTTP/2', () => {
    const timeline = simulate(eventStream({ hops: pathOf([total(300)]), clientHttp: 'http2', mostConnections: 1 }));
    expect(onlyKinds(timeline, 'cut')).toEqual(['300 #1 cut, by classic-alb.backendTimeoutSeconds, total, reset']);
  });
});

describe('an EventSource that ends as planned', () => {
  test('comes back after a clean end, and the run goes on', () => {
    const recycle = { everySeconds: 240, jitterRatio: 0 };
    expect(tell(eventStream({ hops: pathOf([total(300)]), recycle })).slice(5)).toEqual([
      '240 #1 planned-recycle, clean-end',
      '240–243 #2 reconnect',
      '243 #2 open',
      '243 #2 request-sent, header Last-Event-ID',
      '260 #2 headers',
      '260 #2 first-byte',
      '260–480 #2 message, messages 12',
      '483 #2 planned-recycle, clean-end',
      '483 #2 continues',
    ]);
  });

  test.each([
    ['closes', ['50 #1 end']],
    ['no-content', ['50 #1 end', '50–53 #2 reconnect', '53 #2 headers, status 204', '53 #2 gives-up, status 204']],
    ['begins-again', ['50 #1 end', '50–53 #2 reconnect', '73 #2 headers', '103 #2 end', '103 #2 continues']],
  ] as const)('over for good only when the page %s', (whenOver, expected) => {
    const comingBack = { kind: 'event-source', retrySeconds: 3, whenOver } as const;
    const origin = whenOver === 'begins-again' ? 'request' : 'feed';
    const timeline = simulate(eventStream({ runSeconds: 50, client: { comingBack }, service: { origin } }));
    const after = onlyKinds(timeline, 'headers', 'end', 'reconnect', 'gives-up', 'continues');
    expect(after.slice(1)).toEqual(expected);
  });

  test('runs work of its request a second time when nobody closes it, and gets it all again', () => {
    const comingBack = { kind: 'event-source', retrySeconds: 3, whenOver: 'begins-again' } as const;
    const service = { origin: 'request', sends: every(10) } as const;
    const { totals } = simulate(eventStream({ runSeconds: 50, client: { comingBack }, service }));
    expect(totals).toMatchObject({ sent: 10, delivered: 10, repeated: 5 });
  });
});

describe('an EventSource gives up', () => {
  test('on the 504 of a proxy that waited for headers in vain', () => {
    const hops = pathOf([total(300)], [readIdle(60)]);
    expect(tell(eventStream({ hops, service: { sends: every(90) } }))).toEqual([
      '0 #1 open',
      '0 #1 request-sent',
      '0–60 #1 silence',
      '60 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
      '60 #1 gives-up',
    ]);
  });

  test('but not when the headers were sent at once: then it is a stream that was cut', () => {
    const hops = pathOf([total(300)], [readIdle(60)]);
    const timeline = simulate(eventStream({ hops, service: { sends: every(90), headersSeconds: 0 } }));
    expect(onlyKinds(timeline, 'headers', 'cut', 'reconnect', 'gives-up')).toEqual([
      '0 #1 headers',
      '60 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
      '60–63 #2 reconnect',
      '63 #2 headers',
      // The second message comes at 90 s, 27 s after the headers; the next one would be 90 s later.
      '150 #2 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
    ]);
  });

  test.each([
    ['a status that is not 200', { status: 503 }, 'status 503'],
    ['204, by which a service ends it', { status: 204 }, 'status 204'],
    ['another content type', { isEventStream: false }, 'status 200'],
  ])('on %s', (_, service, said) => {
    expect(tell(eventStream({ service }))).toEqual([
      '0 #1 open',
      '0 #1 request-sent',
      `0 #1 headers, ${said}`,
      `0 #1 gives-up, ${said}`,
    ]);
  });
});

describe('silence', () => {
  const quiet = every(1, { messagesPerBurst: 5, pauseSeconds: 100 });

  test('of 60 s fires an idle limit of 60 s, and of less does not', () => {
    const at = (seconds: number) => {
      const hops = pathOf([], [readIdle(seconds)]);
      return onlyKinds(simulate(eventStream({ hops, service: { sends: every(60) }, runSeconds: 600 })), 'cut')[0];
    };
    expect(at(60)).toBe('60 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504');
    expect(at(60.001)).toBeUndefined();
  });

  test('is not broken by a message that comes at the very moment of the cut', () => {
    const service = { sends: every(60), headersSeconds: 0 };
    const timeline = simulate(eventStream({ hops: pathOf([], [readIdle(60)]), service, mostConnections: 1 }));
    expect(onlyKinds(timeline, 'message', 'cut')).toEqual([
      '60 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
    ]);
    expect(timeline.totals).toMatchObject({ sent: 0, delivered: 0 });
  });

  test('between two bursts is cut by the proxy, 60 s after the last byte', () => {
    const hops = pathOf([total(300)], [readIdle(60)]);
    expect(onlyKinds(simulate(eventStream({ hops, service: { sends: quiet } })), 'message', 'silence', 'cut')).toEqual([
      '1–5 #1 message, messages 5',
      '5–65 #1 silence',
      '65 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
      '68–105 #2 silence',
      '105–109 #2 message, messages 5',
      '109–169 #2 silence',
      '169 #2 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
    ]);
  });

  test('is bridged by heartbeats, until the total limit', () => {
    const hops = pathOf([total(300)], [readIdle(60)]);
    const service = { sends: quiet, heartbeatSeconds: 15, headersSeconds: 0 };
    const kinds = ['message', 'heartbeat', 'cut'] as const;
    expect(onlyKinds(simulate(eventStream({ hops, service, mostConnections: 1 })), ...kinds)).toEqual([
      '1–5 #1 message, messages 5',
      '20–95 #1 heartbeat, beats 6',
      '105–109 #1 message, messages 5',
      '124–199 #1 heartbeat, beats 6',
      '209–213 #1 message, messages 5',
      '228–288 #1 heartbeat, beats 5',
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, truncated',
    ]);
  });

  test('is not bridged by heartbeats that are as far apart as the limit', () => {
    const hops = pathOf([], [readIdle(15)]);
    const service = { sends: quiet, heartbeatSeconds: 15 };
    const [cut] = onlyKinds(simulate(eventStream({ hops, service })), 'cut');
    expect(cut).toBe('20 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated');
  });
});

test('of many bursts the first two and the last are told, and those between in one piece', () => {
  // Five messages a second apart, ten seconds of silence, again and again: a round takes 14 s.
  const sends = every(1, { messagesPerBurst: 5, pauseSeconds: 10 });
  const service = { sends, heartbeatSeconds: 4 };
  const timeline = simulate(eventStream({ service, runSeconds: 14 * 100 }));
  expect(onlyKinds(timeline, 'message', 'silence', 'heartbeat')).toEqual([
    '1–5 #1 message, messages 5',
    '5–15 #1 silence',
    '9–13 #1 heartbeat, beats 2',
    '15–19 #1 message, messages 5',
    '19–29 #1 silence',
    '23–27 #1 heartbeat, beats 2',
    '29–1377 #1 message, messages 485, bursts 97',
    '29–1377 #1 heartbeat, beats 192',
    '1377–1387 #1 silence',
    '1381–1385 #1 heartbeat, beats 2',
    '1387–1391 #1 message, messages 5',
    '1391–1400 #1 silence',
    '1395–1399 #1 heartbeat, beats 2',
  ]);
});

describe('a browser over HTTP/1.1', () => {
  const connectionsPerHost = { hop: 'browser', limit: 'connectionsPerHost', most: 6 } as const;
  const comingBack = { kind: 'event-source', retrySeconds: 3, whenOver: 'closes' } as const;
  const first = (connections: number, clientHttp: 'http1' | 'http2') =>
    tell(eventStream({ clientHttp, connectionsPerHost, client: { comingBack, connections } }))[0];

  test('keeps streams waiting beyond six to one host', () => {
    expect(first(8, 'http1')).toBe('0 #1 waiting, waiting 2, by browser.connectionsPerHost');
    expect(first(6, 'http1')).toBe('0 #1 open');
    expect(first(8, 'http2')).toBe('0 #1 open');
  });
});
