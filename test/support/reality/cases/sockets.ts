import * as c from '../case.ts';

/** A WebSocket through Nginx alone. */
const socket = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'websocket',
  clientKind: 'websocket',
  limits: { readSeconds: 2 },
  client: c.staysAway,
  service: c.lateFeed({ sends: c.every(0.5) }),
  runSeconds: 2.7,
  mostConnections: 1,
  ...rest,
});
const SILENT = c.lateFeed({});
const RELOADED = { ...c.RELOADED, service: c.lateFeed({ sends: c.every(0.6) }), runSeconds: 3.7 };
const IN_PAGE = { clientKind: 'browser-websocket' } as const;

export const webSocketCases: readonly c.RealityCase[] = [
  socket('messages all the time', {}),
  socket('messages all the time, in a page', IN_PAGE),
  socket('silence', { service: SILENT, runSeconds: 6 }),
  socket('silence, in a page', { ...IN_PAGE, service: SILENT, runSeconds: 6 }),
  socket('pings of the service below the idle cap', {
    service: c.lateFeed({ heartbeatSeconds: 1 }),
    runSeconds: 4.3,
  }),
  socket('heartbeats of the service below the idle cap, in a page', {
    ...IN_PAGE,
    service: c.lateFeed({ heartbeatSeconds: 1 }),
    runSeconds: 4.3,
  }),
  socket('pings of the client alone', {
    service: SILENT,
    client: { ...c.staysAway, heartbeatSeconds: 1 },
    runSeconds: 4.3,
  }),
  socket('messages of the client alone', {
    service: SILENT,
    client: { ...c.staysAway, sends: c.every(1) },
    runSeconds: 4.3,
  }),
  socket('pings above the idle cap', { service: c.lateFeed({ heartbeatSeconds: 3 }), runSeconds: 6 }),
  socket('both sides fall silent', {
    service: c.lateFeed({ sends: c.every(0.4, { messages: 2 }) }),
    client: { ...c.staysAway, sends: c.every(0.6, { messages: 2 }) },
    runSeconds: 6,
  }),
  socket('cut in its silence, goes on where it was', {
    service: c.lateFeed({ sends: { firstSeconds: 0.4, everySeconds: 0.4, messagesPerBurst: 2, pauseSeconds: 2.3 } }),
    client: c.comesBack,
    ...c.connections(2),
  }),
  socket('planned recycle', {
    client: c.comesBack,
    recycle: { everySeconds: 1.2, jitterRatio: 0 },
    ...c.connections(2),
  }),
  socket('planned recycle, in a page', {
    ...IN_PAGE,
    recycle: { everySeconds: 1.2, jitterRatio: 0 },
    ...c.connections(1),
  }),
  socket('pod told to stop, in a page', { ...IN_PAGE, ...c.toldAt(1.2), ...c.connections(1) }),
  socket('pod killed', c.killedAt(1.2)),
  socket('pod killed, in a page', { ...IN_PAGE, ...c.killedAt(1.2) }),
  socket('reload, old workers have a second', RELOADED),
  socket('reload, old workers have a second, in a page', { ...IN_PAGE, ...RELOADED }),
];

/** A gRPC stream through Nginx alone. */
const grpc = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'grpc',
  clientKind: 'grpc',
  clientHttp: 'http2',
  limits: { readSeconds: 2, bodySeconds: 2 },
  client: c.staysAway,
  service: c.work({ sends: c.every(0.5) }),
  runSeconds: 2.7,
  mostConnections: 1,
  ...rest,
});
/** A client that says something, and the next thing after the test. */
const ONCE = { ...c.staysAway, sends: { firstSeconds: 0.6, everySeconds: 1, messagesPerBurst: 1, pauseSeconds: 10 } };
const TWICE = c.every(0.5, { messages: 2 });
const LONG_READ = { limits: { readSeconds: 5, bodySeconds: 2 }, runSeconds: 6 };
const BOTH_WAYS = { answers: { conversation: 'interleaved' } } as const;

export const grpcCases: readonly c.RealityCase[] = [
  grpc('messages all the time', {}),
  grpc('silence after two messages', { service: c.work({ sends: c.every(0.5, { messages: 2 }) }), runSeconds: 6 }),
  grpc('headers with a first message that comes too late', {
    service: c.lateWork({ sends: c.every(3) }),
    runSeconds: 6,
  }),
  grpc('headers at once, first message too late', { service: c.work({ sends: c.every(3) }), runSeconds: 6 }),
  grpc('heartbeats below the idle cap', { service: c.work({ heartbeatSeconds: 1 }), runSeconds: 4.3 }),
  grpc('both ways, both fall silent', { ...BOTH_WAYS, ...LONG_READ, client: ONCE, service: c.work({ sends: TWICE }) }),
  grpc('both ways, both fall silent, newest Nginx', {
    ...BOTH_WAYS,
    ...LONG_READ,
    newest: true,
    client: ONCE,
    service: c.work({ sends: TWICE }),
  }),
  grpc('both ways, the client falls silent after the service', {
    ...BOTH_WAYS,
    ...LONG_READ,
    client: { ...ONCE, sends: { ...ONCE.sends, firstSeconds: 1.4 } },
    service: c.work({ sends: TWICE }),
  }),
  grpc('both ways, the client falls silent, the service talks', { ...BOTH_WAYS, client: ONCE, runSeconds: 4.3 }),
  grpc('both ways, the client has said all', {
    ...BOTH_WAYS,
    client: { ...c.staysAway, sends: c.every(0.6, { messages: 2 }) },
    runSeconds: 4.3,
  }),
  grpc('both ways, both talk', { ...BOTH_WAYS, client: { ...c.staysAway, sends: c.every(1) }, runSeconds: 4.3 }),
  grpc('both ways, heartbeats of the client', {
    ...BOTH_WAYS,
    client: { ...ONCE, heartbeatSeconds: 1 },
    runSeconds: 4.3,
  }),
  grpc('both ways, no answer until the end', {
    ...BOTH_WAYS,
    service: c.lateWork({ sends: c.every(4) }),
    client: { ...c.staysAway, sends: c.every(1) },
    runSeconds: 4.3,
  }),
  grpc('both ways, the service falls silent', {
    ...BOTH_WAYS,
    service: c.work({ sends: c.every(0.5, { messages: 2 }) }),
    client: { ...c.staysAway, sends: c.every(0.7) },
    runSeconds: 6,
  }),
  grpc('pod killed', c.killedAt(1.2)),
  grpc('pod told to stop', c.toldAt(1.2)),
  grpc('reload, old workers have a second', { ...RELOADED, service: c.work({ sends: c.every(0.6) }) }),
  grpc('newest Nginx, silence after two messages', {
    newest: true,
    service: c.work({ sends: c.every(0.5, { messages: 2 }) }),
    runSeconds: 6,
  }),
];
