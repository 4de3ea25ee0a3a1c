import * as c from '../case.ts';

/** Tokens in answer to a POST, through Nginx alone. */
const reply = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'http-stream',
  clientKind: 'fetch',
  limits: { readSeconds: 2 },
  client: c.staysAway,
  service: c.work({ sends: tokens() }),
  runSeconds: 2.1,
  mostConnections: 1,
  ...rest,
});
/** The first after 0.6 s, then five in a second. */
const tokens = (rest = {}) => ({ firstSeconds: 0.6, everySeconds: 0.2, ...rest });
const THREE = tokens({ messages: 3 });
const LONG = { runSeconds: 20 };
const OVER_HTTP2 = { clientKind: 'http2', clientHttp: 'http2', newest: true } as const;
const IN_PAGE = { clientKind: 'browser-fetch' } as const;

const framed: readonly c.RealityCase[] = [
  reply('tokens, chunked', {}),
  reply('tokens, chunked, in a page', IN_PAGE),
  reply('tokens, chunked, over HTTP/2', OVER_HTTP2),
  reply('tokens, chunked, over HTTP/2, headers that wait for the first', {
    ...OVER_HTTP2,
    newest: false,
    notModelled: 'late-headers',
  }),
  reply('tokens, with a length', { service: c.work({ sends: tokens(), framing: 'length' }), runSeconds: 2 }),
  reply('tokens, ended by closing', { service: c.work({ sends: tokens(), framing: 'close' }) }),
  reply('tokens, chunked, newest Nginx', { newest: true }),
];

const idle: readonly c.RealityCase[] = [
  reply('first token after the idle cap, headers with it', { service: c.lateWork({ sends: c.every(3) }), ...LONG }),
  reply('first token after the idle cap, headers with it, over HTTP/2', {
    ...OVER_HTTP2,
    service: c.lateWork({ sends: c.every(3) }),
    ...LONG,
  }),
  reply('first token after the idle cap, headers at once, in a page', {
    ...IN_PAGE,
    service: c.work({ sends: c.every(3) }),
    ...LONG,
  }),
  reply('heartbeats until a late first token', {
    service: c.work({ sends: { firstSeconds: 3.2, everySeconds: 0.2 }, heartbeatSeconds: 0.9 }),
    runSeconds: 4.1,
  }),
  reply('silence after three tokens, chunked', { service: c.work({ sends: THREE }), ...LONG }),
  reply('silence after three tokens, chunked, over HTTP/2', {
    ...OVER_HTTP2,
    service: c.work({ sends: THREE }),
    ...LONG,
  }),
  reply('silence after three tokens, with a length, in a page', {
    ...IN_PAGE,
    service: c.work({ sends: { ...THREE, messagesPerBurst: 3, pauseSeconds: 5, messages: 6 }, framing: 'length' }),
    ...LONG,
  }),
  reply('silence after three tokens, ended by closing', {
    service: c.work({ sends: THREE, framing: 'close' }),
    ...LONG,
  }),
  reply('no answer, and one more attempt', {
    service: c.lateWork({ sends: c.every(3) }),
    client: { comingBack: { ...c.comesBack.comingBack, mostAttempts: 1 } },
    runSeconds: 20,
    mostConnections: 5,
  }),
  reply('silence after three tokens, and from the beginning', {
    service: c.work({ sends: THREE }),
    client: c.comesBack,
    ...c.connections(2),
  }),
];

const disturbed: readonly c.RealityCase[] = [
  reply('pod killed, chunked', c.killedAt(1.1)),
  reply('pod killed, chunked, in a page', { ...IN_PAGE, ...c.killedAt(1.1) }),
  reply('pod killed, with a length', {
    service: c.work({ sends: tokens(), framing: 'length' }),
    ...c.killedAt(1.1),
  }),
  reply('pod killed, ended by closing', { service: c.work({ sends: tokens(), framing: 'close' }), ...c.killedAt(1.1) }),
  reply('pod killed before the headers', { service: c.lateWork({ sends: c.every(1.5) }), ...c.killedAt(0.8) }),
  reply('pod told to stop', c.toldAt(1.1)),
  reply('reload, old workers have a second', {
    ...c.RELOADED,
    service: c.work({ sends: c.every(0.6) }),
    runSeconds: 3.7,
  }),
  reply('reload before the headers, old workers have a second', {
    ...c.RELOADED,
    limits: { readSeconds: 5 },
    service: c.lateWork({ sends: c.every(4) }),
    ...LONG,
  }),
];

export const httpStreamCases: readonly c.RealityCase[] = [...framed, ...idle, ...disturbed];
