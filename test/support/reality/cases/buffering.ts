import type { Buffering } from '../../../../src/simulation/input.ts';
import { installed } from '../../nginx.ts';
import * as c from '../case.ts';

const [major = 0, minor = 0] = installed.version;
const isNew = major > 1 || minor >= 29;
const buffered = c.setTo('proxy_buffering', 'on');
const oldHttp = c.setTo('proxy_http_version', '1.0');
const gzipped = c.setTo('gzip', 'on; gzip_min_length 1; gzip_types *');
/** What Nginx does by default up to 1.29.6; a machine that has a newer one must be told so. */
const oldDefault = isNew ? oldHttp : c.without('proxy_http_version');
const NEW: Buffering = { upstreamHttp: '1.1', gzip: false };
const OLD: Buffering = { upstreamHttp: '1.0', gzip: false };
const GZIP: Buffering = { upstreamHttp: '1.1', gzip: true };
const ON_NEW = { change: buffered, buffering: NEW } as const;
const ON_OLD = { change: c.inTurn(buffered, oldHttp), buffering: OLD } as const;
const ON_GZIP = { change: c.inTurn(buffered, gzipped), buffering: GZIP } as const;

/** Pieces in answer to a POST, through an Nginx that does what the generated configuration avoids. */
const variant = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'http-stream',
  clientKind: 'fetch',
  limits: { readSeconds: 2 },
  client: c.staysAway,
  service: c.work({ sends: PIECES }),
  runSeconds: 2.1,
  mostConnections: 1,
  ...rest,
});
const PIECES = { firstSeconds: 0.8, everySeconds: 0.3 };
/** Pieces of which a buffer takes less than three. */
const LARGE = { sends: { firstSeconds: 0.4, everySeconds: 0.4, messages: 8 }, messageBytes: 1500, headerBytes: 220 };
const framed = (framing: 'length' | 'close', rest: Partial<c.Service> = { sends: PIECES }) => ({
  service: c.work({ ...rest, framing }),
});
const THREE_PIECES = { sends: { ...PIECES, messages: 3 } };

export const bufferingCases: readonly c.RealityCase[] = [
  variant('buffering, HTTP/1.1, chunked', ON_NEW),
  variant('buffering, HTTP/1.1, chunked, in a page', { ...ON_NEW, clientKind: 'browser-fetch' }),
  variant('buffering, HTTP/1.1, with a length', { ...ON_NEW, ...framed('length'), runSeconds: 2 }),
  variant('buffering, HTTP/1.1, ended by closing', { ...ON_NEW, ...framed('close') }),
  variant('buffering, HTTP/1.0', ON_OLD),
  variant('buffering, HTTP/1.0, in a page', { ...ON_OLD, clientKind: 'browser-fetch' }),
  variant('buffering, HTTP/1.1, chunked, gzip', ON_GZIP),
  variant('no buffering, gzip', { change: gzipped }),
  variant('no buffering, HTTP/1.0', { change: oldHttp }),
  variant('buffering, HTTP/1.0, large pieces', { ...ON_OLD, service: c.work(LARGE), runSeconds: 3.7 }),
  variant('buffering, with a length, large pieces', { ...ON_NEW, ...framed('length', LARGE), runSeconds: 3.2 }),
  variant('buffering, ended by closing, large pieces', { ...ON_NEW, ...framed('close', LARGE), runSeconds: 3.7 }),
  variant('buffering, HTTP version by default, Nginx of the machine', {
    change: c.inTurn(buffered, oldDefault),
    buffering: OLD,
  }),
  variant('buffering, HTTP version by default, newest Nginx', {
    change: c.inTurn(buffered, c.without('proxy_http_version')),
    buffering: NEW,
    newest: true,
  }),
  variant('buffering, HTTP/1.1, chunked, silence', { ...ON_NEW, service: c.work(THREE_PIECES), runSeconds: 20 }),
  variant('buffering, HTTP/1.0, silence', { ...ON_OLD, service: c.work(THREE_PIECES), runSeconds: 20 }),
  variant('buffering, with a length, silence', {
    ...ON_NEW,
    ...framed('length', { sends: { ...PIECES, messagesPerBurst: 3, pauseSeconds: 5, messages: 6 } }),
    runSeconds: 20,
  }),
  variant('buffering, HTTP/1.1, no byte after the headers', {
    ...ON_NEW,
    service: c.work({ sends: c.every(3) }),
    runSeconds: 6,
  }),
  variant('buffering, HTTP/1.0, pod killed', { ...ON_OLD, ...c.killedAt(1.3) }),
  variant('buffering, ended by closing, pod killed', { ...ON_NEW, ...framed('close'), ...c.killedAt(1.3) }),
  variant('buffering, HTTP/1.1, chunked, pod killed', { ...ON_NEW, ...c.killedAt(1.3) }),
  variant('buffering, HTTP/1.0, to an EventSource', {
    ...ON_OLD,
    protocol: 'sse',
    clientKind: 'event-source',
    client: c.eventSource(),
    service: c.feed({ sends: c.every(0.5) }),
    runSeconds: 2.3,
  }),
  variant('buffering, HTTP/1.0, over HTTP/2', { ...ON_OLD, clientKind: 'http2', clientHttp: 'http2' }),
  variant('buffering behind a total cap', {
    ...ON_OLD,
    balancer: 'caddy',
    clientKind: 'http2',
    clientHttp: 'http2',
    limits: { readSeconds: 5, totalSeconds: 2 },
    runSeconds: 20,
    notModelled: 'error-status',
  }),
];
