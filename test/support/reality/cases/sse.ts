import * as c from '../case.ts';

/** A feed through Nginx alone to an EventSource. */
const sse = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'sse',
  clientKind: 'event-source',
  limits: { readSeconds: 2 },
  client: c.eventSource(),
  service: c.feed({ sends: c.every(0.5) }),
  runSeconds: 2.7,
  mostConnections: 3,
  ...rest,
});

const idle: readonly c.RealityCase[] = [
  sse('messages all the time', {}),
  sse('silence above the idle cap', {
    service: c.feed({ sends: c.every(0.5, { messages: 1 }) }),
    ...c.connections(2),
  }),
  sse('headers with a first message that comes too late', {
    service: c.lateFeed({ sends: c.every(3) }),
    runSeconds: 6,
  }),
  sse('heartbeats below the idle cap', { service: c.feed({ heartbeatSeconds: 1 }), runSeconds: 4.3 }),
  sse('heartbeats above the idle cap', { service: c.feed({ heartbeatSeconds: 3 }), ...c.connections(1) }),
  sse('silence above the idle cap, over HTTP/2', {
    clientHttp: 'http2',
    newest: true,
    service: c.feed({ sends: c.every(0.5, { messages: 1 }) }),
    ...c.connections(2),
  }),
  sse('headers that wait for the first byte, over HTTP/2', {
    clientHttp: 'http2',
    service: c.feed({ sends: c.every(0.5, { messages: 1 }) }),
    ...c.connections(2),
    notModelled: 'late-headers',
  }),
];

const comingBack: readonly c.RealityCase[] = [
  sse('pod killed, no ids', { service: c.feed({ sends: c.every(0.5), missed: 'none' }), ...c.killedAt(1.2) }),
  sse('pod killed, ids', c.killedAt(1.2)),
  sse('pod killed, fresh state', { service: c.feed({ sends: c.every(0.5), missed: 'snapshot' }), ...c.killedAt(1.2) }),
  sse('pod killed before the first message, ids', {
    service: c.feed({ sends: { firstSeconds: 1, everySeconds: 3.1 } }),
    client: { comingBack: { kind: 'event-source', retrySeconds: 3, whenOver: 'closes' } },
    ...c.killedAt(0.6),
    runSeconds: 4.6,
  }),
  sse('the browser’s own delay', {
    client: { comingBack: { kind: 'event-source', retrySeconds: 3, whenOver: 'closes' } },
    service: c.feed({ sends: c.every(0.4) }),
    ...c.killedAt(0.6),
    runSeconds: 4.2,
  }),
  sse('the service ends each response', {
    client: c.eventSource('begins-again'),
    service: c.work({ sends: c.every(0.4) }),
    runSeconds: 1,
  }),
  sse('the service answers 204 when all is said', { client: c.eventSource('no-content'), runSeconds: 1.3 }),
  sse('the service answers 503', { service: c.feed({ status: 503 }) }),
  sse('the service answers another type', { service: c.feed({ isEventStream: false }) }),
];

const RELOADED = { ...c.RELOADED, service: c.feed({ sends: c.every(0.6) }), runSeconds: 4 };
const planned: readonly c.RealityCase[] = [
  sse('planned recycle', { recycle: { everySeconds: 1.2, jitterRatio: 0 }, ...c.connections(3) }),
  sse('planned recycle without a message', {
    service: c.feed({ heartbeatSeconds: 0.5 }),
    client: { comingBack: { kind: 'event-source', retrySeconds: 3, whenOver: 'closes' } },
    recycle: { everySeconds: 1.2, jitterRatio: 0 },
    ...c.connections(2),
  }),
  sse('pod told to stop', c.toldAt(1.2)),
  sse('pod killed, response that ends by closing', {
    service: c.feed({ sends: c.every(0.5), framing: 'close' }),
    ...c.killedAt(1.2),
  }),
  sse('reload, old workers have a second', RELOADED),
  sse('reload, old workers have a second, over HTTP/2', { ...RELOADED, clientHttp: 'http2', newest: true }),
  sse('reload, old workers have for ever', {
    reloads: true,
    change: c.without('worker_shutdown_timeout'),
    disturbances: [{ kind: 'reload', atSeconds: 1, hop: 'nginx' }],
    runSeconds: 3.7,
  }),
];

const many = (count: number) => ({ client: { ...c.eventSource(), connections: count }, runSeconds: 1.7 });
const connectionCap: readonly c.RealityCase[] = [
  sse('six streams to one host', many(6)),
  sse('eight streams to one host', many(8)),
  sse('eight streams to one host, over HTTP/2', { ...many(8), clientHttp: 'http2', newest: true }),
];

export const sseCases: readonly c.RealityCase[] = [...idle, ...comingBack, ...planned, ...connectionCap];
