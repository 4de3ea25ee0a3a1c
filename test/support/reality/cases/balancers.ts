import * as c from '../case.ts';

/** A response through Caddy, which ends it after two seconds whatever flows, and Nginx, which allows five of silence. */
const capped = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'http-stream',
  balancer: 'caddy',
  clientKind: 'http2',
  clientHttp: 'http2',
  limits: { readSeconds: 5, totalSeconds: 2 },
  client: c.staysAway,
  service: c.work({ sends: c.every(0.3) }),
  runSeconds: 6,
  mostConnections: 1,
  ...rest,
});
/** Caddy ends a response over HTTP/1.1 at a write after the cap, so there are many. */
const OFTEN = { firstSeconds: 0.05, everySeconds: 0.1 };
const OVER_HTTP1 = { clientHttp: 'http1', service: c.work({ sends: OFTEN }) } as const;

export const totalCases: readonly c.RealityCase[] = [
  capped('total cap, tokens all the time', {}),
  capped('total cap, a response that is complete before', { runSeconds: 1.4 }),
  capped('total cap, silence after the headers', { service: c.work({ sends: c.every(4) }) }),
  capped('total cap, heartbeats', { service: c.work({ heartbeatSeconds: 0.5 }) }),
  capped('idle cap below the total cap, silence', {
    limits: { readSeconds: 1, totalSeconds: 3 },
    service: c.work({ sends: c.every(0.3, { messages: 2 }) }),
    notModelled: 'hidden-cuts',
  }),
  capped('total cap below the idle cap, silence', {
    limits: { readSeconds: 3, totalSeconds: 2 },
    service: c.work({ sends: c.every(0.3, { messages: 1 }) }),
  }),
  capped('total cap, comes back', {
    protocol: 'sse',
    service: c.feed({ sends: c.every(0.3) }),
    client: c.comesBack,
    ...c.connections(2),
  }),
  capped('total cap, over HTTP/1.1', { ...OVER_HTTP1, clientKind: 'fetch' }),
  capped('total cap, over HTTP/1.1, in a page', { ...OVER_HTTP1, clientKind: 'browser-fetch' }),
  capped('total cap, over HTTP/1.1, to an EventSource', {
    ...OVER_HTTP1,
    protocol: 'sse',
    clientKind: 'event-source',
    client: c.eventSource(),
    service: c.feed({ sends: OFTEN }),
    ...c.connections(1),
  }),
  capped('total cap before the headers', { service: c.lateWork({ sends: c.every(4) }), notModelled: 'error-status' }),
  capped('pod of Nginx killed behind Caddy', {
    limits: { readSeconds: 5, totalSeconds: 5 },
    disturbances: [{ kind: 'deploy', atSeconds: 1, hop: 'nginx', graceSeconds: 0.5 }],
    notModelled: 'hidden-cuts',
  }),
];

/** The same through a relay of ours. */
const stood = (name: string, rest: Partial<c.RealityCase>): c.RealityCase =>
  capped(name, { balancer: 'stand-in', clientKind: 'fetch', clientHttp: 'http1', ...rest });
const SOCKET = {
  protocol: 'websocket',
  clientKind: 'websocket',
  service: c.lateFeed({ sends: c.every(0.3) }),
} as const;
const DRAINED = {
  limits: { readSeconds: 5, totalSeconds: 6 },
  disturbances: [
    {
      kind: 'deploy',
      atSeconds: 0.5,
      hop: 'nginx',
      graceSeconds: 30,
      drain: { hop: 'classic-alb', limit: 'drainingTimeoutSeconds', seconds: 1 },
    },
  ],
} as const;

export const standInCases: readonly c.RealityCase[] = [
  stood('total cap before the headers, answered 504', { service: c.lateWork({ sends: c.every(4) }) }),
  stood('total cap, silence after the headers', { service: c.work({ sends: c.every(4) }) }),
  stood('total cap on a busy WebSocket', SOCKET),
  stood('total cap on a busy WebSocket, in a page', { ...SOCKET, clientKind: 'browser-websocket' }),
  stood('total cap on a WebSocket with pings', { ...SOCKET, service: c.lateFeed({ heartbeatSeconds: 0.5 }) }),
  stood('idle cap of Nginx below the total cap, WebSocket', {
    ...SOCKET,
    limits: { readSeconds: 1, totalSeconds: 4 },
    service: c.lateFeed({ sends: c.every(0.3, { messages: 2 }) }),
  }),
  stood('drained for a second', { ...DRAINED, service: c.work({ sends: c.every(0.4) }) }),
  stood('drained for a second, WebSocket', { ...SOCKET, ...DRAINED, service: c.lateFeed({ sends: c.every(0.4) }) }),
  stood('grace period below the draining', {
    limits: { readSeconds: 5, totalSeconds: 6 },
    service: c.work({ sends: c.every(0.5) }),
    disturbances: [{ ...DRAINED.disturbances[0], graceSeconds: 0.7 }],
  }),
];

/** A WebSocket through HAProxy, which allows two seconds of silence in both directions together. */
const relayed = (name: string, rest: Partial<c.RealityCase>): c.RealityCase =>
  capped(name, { balancer: 'haproxy', withoutNginx: true, clientHttp: 'http1', ...SOCKET, ...rest });

export const idleBalancerCases: readonly c.RealityCase[] = [
  relayed('idle cap of the load balancer, busy WebSocket', { runSeconds: 4.1 }),
  relayed('idle cap of the load balancer, silent WebSocket', { service: c.lateFeed({}) }),
  relayed('idle cap of the load balancer, silent WebSocket, in a page', {
    clientKind: 'browser-websocket',
    service: c.lateFeed({}),
  }),
  relayed('idle cap of the load balancer, pings of the client', {
    service: c.lateFeed({}),
    client: { ...c.staysAway, heartbeatSeconds: 1 },
    runSeconds: 4.3,
  }),
];

/** A response through HAProxy, whose own caps are far away, and Nginx. */
const passed = (name: string, rest: Partial<c.RealityCase>): c.RealityCase =>
  capped(name, {
    balancer: 'haproxy',
    clientKind: 'fetch',
    clientHttp: 'http1',
    limits: { readSeconds: 1, totalSeconds: 20 },
    ...rest,
  });
const NGINX_KILLED = {
  limits: { readSeconds: 5, totalSeconds: 20 },
  disturbances: [{ kind: 'deploy', atSeconds: 1, hop: 'nginx', graceSeconds: 0.5 }],
} as const;

export const behindBalancerCases: readonly c.RealityCase[] = [
  passed('idle cap behind a load balancer, silence', { service: c.work({ sends: c.every(0.3, { messages: 2 }) }) }),
  passed('idle cap behind a load balancer, before the headers', { service: c.lateWork({ sends: c.every(4) }) }),
  passed('idle cap behind a load balancer, WebSocket', {
    ...SOCKET,
    service: c.lateFeed({ sends: c.every(0.3, { messages: 2 }) }),
  }),
  passed('pod of Nginx killed', { ...NGINX_KILLED, service: c.work({ sends: c.every(0.4) }) }),
  passed('pod of Nginx killed before the headers', { ...NGINX_KILLED, service: c.lateWork({ sends: c.every(4) }) }),
  passed('pod of Nginx killed, WebSocket', {
    ...SOCKET,
    ...NGINX_KILLED,
    service: c.lateFeed({ sends: c.every(0.4) }),
  }),
  passed('pod of the service killed before the headers', {
    limits: NGINX_KILLED.limits,
    service: c.lateWork({ sends: c.every(4) }),
    ...c.killedAt(0.8),
  }),
];
