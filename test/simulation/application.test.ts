import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulation/simulate.ts';
import { BACK_OFF, every, fetched, firstCut, onlyKinds, pathOf, readIdle, tell, total } from './inputs.ts';

describe('one reply', () => {
  /** A document that takes so long, with its length told. */
  const reply = (seconds: number) =>
    ({
      origin: 'request',
      framing: 'length',
      missed: 'none',
      sends: { firstSeconds: seconds, everySeconds: 1, messages: 1 },
    }) as const;

  test('of 90 s is one silence: a proxy that waits 60 s answers 504, one that waits longer does not', () => {
    const alone = { comingBack: { kind: 'application', comesBack: false, backOff: BACK_OFF } } as const;
    const of = (seconds: number) =>
      tell(
        fetched({ hops: pathOf([total(300)], [readIdle(seconds)]), service: reply(90), runSeconds: 90, client: alone }),
      );
    expect(of(60)).toEqual([
      '0 #1 open',
      '0 #1 request-sent',
      '0–60 #1 silence',
      '60 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
      '60 #1 gives-up',
    ]);
    expect(of(91)).toEqual([
      '0 #1 open',
      '0 #1 request-sent',
      '0–90 #1 silence',
      '90 #1 headers',
      '90 #1 first-byte',
      '90 #1 message, messages 1',
      '90 #1 end',
    ]);
  });

  test('that is complete at the very limit on its time is in time, and later it is not', () => {
    const of = (seconds: number) =>
      firstCut(fetched({ hops: pathOf([total(300)]), service: reply(seconds), runSeconds: seconds }));
    expect(of(300)).toBe('none');
    expect(of(300.001)).toBe('300 #1 cut, by classic-alb.backendTimeoutSeconds, total, error-504');
  });

  test('at the very moment at which a silence is too long is too late, whatever its total time', () => {
    const hops = pathOf([total(60)], [readIdle(60)]);
    expect(firstCut(fetched({ hops, service: reply(60), runSeconds: 60 }))).toBe(
      '60 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
    );
  });

  test('streamed to a POST is cut in the middle; whoever asks again has the work done again', () => {
    const service = { origin: 'request', missed: 'none', sends: every(0.2) } as const;
    const timeline = simulate(fetched({ hops: pathOf([total(300)]), service, runSeconds: 420 }));
    expect(onlyKinds(timeline, 'message', 'cut', 'reconnect', 'continues')).toEqual([
      '0.2–300 #1 message, messages 1500',
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, truncated',
      '300–301 #2 reconnect',
      '301.2–601 #2 message, messages 1500',
      '601 #2 cut, by classic-alb.backendTimeoutSeconds, total, truncated',
      '601 #2 continues',
    ]);
    expect(timeline.totals).toMatchObject({ sent: 3_000, delivered: 3_000, repeated: 1_500 });
  });
});

describe('an application that comes back', () => {
  test('waits longer each time nothing answered, and starts over once something did', () => {
    // The first message comes at 20 s, and is there at once for whoever connects later.
    const timeline = simulate(
      fetched({ hops: pathOf([], [readIdle(5)]), service: { sends: every(20) }, runSeconds: 27, mostConnections: 12 }),
    );
    expect(onlyKinds(timeline, 'cut', 'reconnect', 'headers', 'end')).toEqual([
      '5 #1 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
      '5–6 #2 reconnect',
      '11 #2 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
      '11–13 #3 reconnect',
      '18 #3 cut, by nginx.proxyReadTimeoutSeconds, idle, error-504',
      '18–22 #4 reconnect',
      '22 #4 headers',
      '27 #4 cut, by nginx.proxyReadTimeoutSeconds, idle, truncated',
      '27–28 #5 reconnect',
      '28 #5 end',
    ]);
  });

  test('gives up after so many attempts', () => {
    const comingBack = { kind: 'application', comesBack: true, backOff: BACK_OFF, mostAttempts: 2 } as const;
    const service = { sends: every(90) };
    const timeline = simulate(
      fetched({ hops: pathOf([], [readIdle(5)]), service, client: { comingBack }, mostConnections: 12 }),
    );
    expect(onlyKinds(timeline, 'reconnect', 'gives-up')).toEqual([
      '5–6 #2 reconnect',
      '11–13 #3 reconnect',
      '18 #3 gives-up',
    ]);
  });

  test('tries again when it is refused', () => {
    const timeline = simulate(fetched({ service: { status: 503 } }));
    expect(onlyKinds(timeline, 'headers', 'reconnect', 'continues')).toEqual([
      '0 #1 headers, status 503',
      '0–1 #2 reconnect',
      '1 #2 headers, status 503',
      '1 #2 continues',
    ]);
  });

  test('needs no id: it knows what it had, even if that was nothing', () => {
    const timeline = simulate(
      fetched({ hops: pathOf([total(300)]), service: { sends: every(300.5), headersSeconds: 0 } }),
    );
    expect(onlyKinds(timeline, 'replayed', 'lost')).toEqual(['301 #2 replayed, messages 1']);
  });

  test('comes straight back when the service ended the connection, whatever it does after a cut', () => {
    const comingBack = { kind: 'application', comesBack: false, backOff: BACK_OFF } as const;
    const recycle = { everySeconds: 240, jitterRatio: 0 };
    const timeline = simulate(fetched({ recycle, client: { comingBack } }));
    expect(onlyKinds(timeline, 'planned-recycle', 'reconnect')).toEqual([
      '240 #1 planned-recycle, clean-end',
      '240–241 #2 reconnect',
      '481 #2 planned-recycle, clean-end',
    ]);
  });

  test('and waits at random, the same for the same seed', () => {
    const backOff = { ...BACK_OFF, firstSeconds: 10, jitterRatio: 1 };
    const comingBack = { kind: 'application', comesBack: true, backOff } as const;
    const delays = (seed: number) =>
      simulate(
        fetched({ seed, hops: pathOf([total(300)]), client: { comingBack }, mostConnections: 12 }),
      ).events.flatMap(({ kind, data }) => (kind === 'reconnect' ? [Number(data['delaySeconds'])] : []));
    expect(delays(1)).toEqual(delays(1));
    expect(delays(2)).not.toEqual(delays(1));
    expect(new Set(delays(1)).size).toBe(11);
    expect(Math.max(...delays(1))).toBeLessThan(10);
  });
});

test('a fresh state comes at the beginning of each connection and stands for what was missed', () => {
  const service = { sends: every(2), missed: 'snapshot' } as const;
  const timeline = simulate(fetched({ hops: pathOf([total(300)]), service }));
  expect(onlyKinds(timeline, 'first-byte', 'replaced', 'message')).toEqual([
    '0 #1 first-byte',
    '2–300 #1 message, messages 150',
    '301 #2 first-byte',
    '302–600 #2 message, messages 150',
  ]);
  const slower = simulate(fetched({ hops: pathOf([total(301.5)]), service: { ...service, sends: every(0.5) } }));
  // Messages at 302 s and, on the second connection, at 302.5 s: the client is back at 302.5 s.
  expect(onlyKinds(slower, 'replaced')).toEqual(['302.5 #2 replaced, messages 1']);
});
