import * as c from '../case.ts';

/** Answers of a tool, by MCP's Streamable HTTP. */
const mcp = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'mcp-http',
  clientKind: 'fetch',
  limits: { readSeconds: 2 },
  client: c.staysAway,
  service: c.work({ sends: c.every(0.4) }),
  runSeconds: 2.1,
  mostConnections: 1,
  ...rest,
});

export const mcpCases: readonly c.RealityCase[] = [
  mcp('progress and an answer', {}),
  mcp('progress and an answer, in a page', { clientKind: 'browser-fetch' }),
  mcp('a silent tool, headers with its answer', { service: c.lateWork({ sends: c.every(3) }), runSeconds: 6 }),
  mcp('a silent tool, headers at once', { service: c.work({ sends: c.every(3) }), runSeconds: 6 }),
  mcp('a silent tool, heartbeats', { service: c.work({ sends: c.every(3), heartbeatSeconds: 1 }), runSeconds: 3.4 }),
  mcp('cut in its silence, goes on where it was', {
    service: c.feed({ sends: { firstSeconds: 0.4, everySeconds: 0.4, messagesPerBurst: 2, pauseSeconds: 2.3 } }),
    client: c.comesBack,
    ...c.connections(2),
  }),
  mcp('the server ends the stream and is asked again', {
    service: c.feed({ sends: c.every(0.4) }),
    client: c.comesBack,
    recycle: { everySeconds: 1, jitterRatio: 0 },
    ...c.connections(3),
  }),
];

/** A stream that watches a job, beside the requests that start and ask for it. */
const watch = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'async-job',
  clientKind: 'event-source',
  limits: { readSeconds: 2 },
  client: c.eventSource(),
  service: c.feed({ sends: c.every(0.5) }),
  runSeconds: 2.7,
  mostConnections: 3,
  ...rest,
});

export const jobCases: readonly c.RealityCase[] = [
  watch('progress to its end', {}),
  watch('a silent step', { service: c.feed({ sends: c.every(0.5, { messages: 2 }) }), ...c.connections(2) }),
  watch('a silent step, heartbeats', {
    service: c.feed({ sends: c.every(0.5, { messages: 2 }), heartbeatSeconds: 1 }),
    runSeconds: 4.3,
  }),
  watch('pod killed, fresh state', {
    service: c.feed({ sends: c.every(0.5), missed: 'snapshot' }),
    ...c.killedAt(1.2),
  }),
];

/** Requests that are held until there is news, one after the other. */
const poll = (name: string, rest: Partial<c.RealityCase>): c.RealityCase => ({
  name,
  protocol: 'long-poll',
  clientKind: 'poll',
  limits: { readSeconds: 2 },
  client: c.comesBack,
  service: c.lateFeed({ holdSeconds: 1.2 }),
  runSeconds: 4.1,
  mostConnections: 2,
  ...rest,
});

export const pollCases: readonly c.RealityCase[] = [
  poll('held below the idle cap, no news', {}),
  poll('held below the idle cap, news', {
    service: c.lateFeed({ holdSeconds: 1.2, sends: { firstSeconds: 0.7, everySeconds: 1.7 } }),
  }),
  poll('held above the idle cap, no news', { service: c.lateFeed({ holdSeconds: 3 }), runSeconds: 20 }),
  poll('held above the idle cap, news in time', {
    service: c.lateFeed({ holdSeconds: 3, sends: c.every(1.3) }),
    runSeconds: 4.3,
  }),
  poll('held above the idle cap, news and then none', {
    service: c.lateFeed({ holdSeconds: 3, sends: c.every(1, { messages: 1 }) }),
    ...c.connections(1),
  }),
  poll('held above the total cap of the load balancer', {
    balancer: 'stand-in',
    limits: { readSeconds: 5, totalSeconds: 2 },
    service: c.lateFeed({ holdSeconds: 3 }),
    ...c.connections(2),
  }),
];
