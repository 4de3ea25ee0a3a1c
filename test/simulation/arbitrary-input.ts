import fc from 'fast-check';
import type { SimulatedLimit, SimulationInput } from '../../src/simulation/input.ts';
import { BACK_OFF } from './inputs.ts';

/** A hundred years, the longest a link or a file may carry. */
export const CENTURY_SECONDS = 3_153_600_000;

const anySeconds = fc.oneof(
  fc.constantFrom(0.02, 0.5, 1, 15, 60, 300, 3_600, 86_400, CENTURY_SECONDS),
  fc.integer({ min: 1, max: 1_000_000 }).map((value) => value / 1_000),
  fc.double({ min: 0.001, max: 100_000, noNaN: true }),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anySending = fc.record(
  {
    firstSeconds: fc.oneof(fc.constant(0), anySeconds),
    everySeconds: anySeconds,
    messagesPerBurst: fc.integer({ min: 1, max: 1_000 }),
    pauseSeconds: anySeconds,
    messages: fc.integer({ min: 0, max: 10_000 }),
  },
  { requiredKeys: ['firstSeconds', 'everySeconds'] },
);

const anyLimit: fc.Arbitrary<SimulatedLimit> = fc.oneof(
  anySeconds.map((seconds) => ({ key: 'backendTimeoutSeconds', kind: 'total', seconds }) as const),
  fc
    .tuple(anySeconds, fc.constantFrom('response', 'request', 'either'))
    .map(([seconds, scope]) => ({ key: 'proxyReadTimeoutSeconds', kind: 'idle', seconds, scope }) as const),
);

const anyBuffering = fc.record(
  {
    upstreamHttp: fc.constantFrom('1.0', '1.1'),
    gzip: fc.boolean(),
    readsToEnd: fc.boolean(),
    bufferBytes: fc.integer({ min: 64, max: 16_384 }),
  },
  { requiredKeys: ['upstreamHttp', 'gzip'] },
);

const hopIds = ['browser', 'classic-alb', 'nginx', 'service'] as const;
const anyHops = fc.tuple(
  ...hopIds.map((id, place) =>
    fc
      .record({ limits: fc.array(anyLimit, { maxLength: place === 0 ? 0 : 2 }), buffering: maybe(anyBuffering) })
      .map(({ limits, buffering }) => ({ id, limits, ...(buffering && place > 0 && { buffering }) })),
  ),
);

const anyDisturbance: fc.Arbitrary<NonNullable<SimulationInput['disturbances']>[number]> = fc.oneof(
  fc
    .record({
      atSeconds: anySeconds,
      drainSeconds: maybe(anySeconds),
      graceSeconds: anySeconds,
      endsWhenTold: fc.boolean(),
    })
    .map(({ drainSeconds, ...rest }) => ({
      kind: 'deploy' as const,
      hop: 'nginx',
      ...rest,
      ...(drainSeconds !== undefined && {
        drain: { hop: 'classic-alb', limit: 'drainingTimeoutSeconds' as const, seconds: drainSeconds },
      }),
    })),
  fc.tuple(anySeconds, anySeconds).map(([atSeconds, seconds]) => ({
    kind: 'reload' as const,
    atSeconds,
    hop: 'nginx',
    drain: { limit: 'reloadDrainSeconds' as const, seconds },
  })),
);

const anyComingBack: fc.Arbitrary<SimulationInput['client']['comingBack']> = fc.oneof(
  fc.record({
    kind: fc.constant('event-source' as const),
    retrySeconds: fc.constantFrom(0, 1, 3, 5),
    whenOver: fc.constantFrom('closes', 'no-content', 'begins-again'),
  }),
  fc.record(
    {
      kind: fc.constant('application' as const),
      comesBack: fc.boolean(),
      backOff: fc.constantFrom(BACK_OFF, { ...BACK_OFF, jitterRatio: 1 }),
      mostAttempts: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: ['kind', 'comesBack', 'backOff'] },
  ),
);

/** Leaves out what is undefined, as the types ask. */
const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Anything the simulation can be asked, sensible or not. */
export const anyInput: fc.Arbitrary<SimulationInput> = fc
  .record({
    wire: fc.constantFrom('response', 'websocket', 'grpc', 'poll'),
    clientHttp: fc.constantFrom('http1', 'http2'),
    hops: anyHops,
    comingBack: anyComingBack,
    sends: maybe(anySending),
    clientHeartbeatSeconds: maybe(anySeconds),
    connections: fc.integer({ min: 1, max: 9 }),
    service: fc
      .record({
        origin: fc.constantFrom('feed', 'request'),
        sends: maybe(anySending),
        headersSeconds: maybe(fc.constantFrom(0, 0.5, 90)),
        heartbeatSeconds: maybe(anySeconds),
        holdSeconds: fc.constantFrom(1, 45),
        framing: fc.constantFrom('chunked', 'length', 'close'),
        missed: fc.constantFrom('replay', 'snapshot', 'none'),
        messageBytes: maybe(fc.integer({ min: 1, max: 100_000 })),
        status: fc.constantFrom(200, 200, 200, 204, 503),
      })
      .map(defined),
    runSeconds: fc.oneof(anySeconds, fc.constant('open-ended' as const)),
    recycle: maybe(fc.record({ everySeconds: anySeconds, jitterRatio: fc.constantFrom(0, 0.1) })),
    disturbances: fc.array(anyDisturbance, { maxLength: 2 }),
    seed: fc.nat(),
    mostConnections: fc.constantFrom(1, 2, 12, 50),
  })
  .map(({ comingBack, sends, clientHeartbeatSeconds, connections, recycle, ...rest }) => ({
    ...rest,
    service: rest.service as SimulationInput['service'],
    client: defined({
      comingBack,
      sends,
      heartbeatSeconds: clientHeartbeatSeconds,
      connections,
    }) as SimulationInput['client'],
    connectionsPerHost: { hop: 'browser', limit: 'connectionsPerHost' as const, most: 6 },
    ...(recycle && { recycle }),
  }));
