import * as z from 'zod/mini';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A page that was read, or one of our own decision records for a policy. */
const SOURCE = /^(https:\/\/\S+|decisions\/\d{4}-[a-z0-9-]+)$/;
const ID = /^[a-z][a-z0-9-]*$/;

const id = z.string().check(z.regex(ID, 'an id in kebab-case'));
const sourced = {
  /** Where the value was read: an https URL, or `decisions/NNNN-title` for a policy of the platform. */
  source: z.string().check(z.regex(SOURCE, 'an https URL, or decisions/NNNN-title')),
  /** The day the source was last read, YYYY-MM-DD. */
  checked: z.string().check(z.regex(DATE, 'a day as YYYY-MM-DD, in quotes')),
  /** For editors; the site does not show it. */
  note: z.optional(z.string()),
};

/** What a limit does when it is reached. */
const limitKinds = ['total', 'idle', 'size', 'count', 'drain'] as const;
export type LimitKind = (typeof limitKinds)[number];

/** One limit of one hop: a number that can be looked up, with the page it was read on. */
const limitShape = z.strictObject({
  value: z.number().check(z.nonnegative()),
  unit: z.enum([
    'seconds',
    'bytes',
    'connections',
    'replicas',
    'workers',
    'clients',
    'ports',
    'addresses',
    'descriptors',
    'ratio',
  ]),
  /** total: ends a connection whatever flows. idle: ends silence. size, count: refuse more. drain: after a change. */
  kind: z.enum(limitKinds),
  /** What the same limit means to a WebSocket, where that differs. `none`: a WebSocket does not meet it. */
  webSocketKind: z.optional(z.enum(['total', 'idle', 'none'])),
  /** Only WebSockets meet this limit. */
  webSocketOnly: z.optional(z.literal(true)),
  /** The highest value the platform grants; equal to `value` when it cannot be raised. */
  maximum: z.optional(z.number().check(z.positive())),
  /** The highest value the product itself knows, whatever the platform's policy. */
  absoluteMaximum: z.optional(z.number().check(z.positive())),
  /** The field or directive that sets it, as it is written in a configuration. */
  setting: z.optional(z.string()),
  ...sourced,
});
export type Limit = z.infer<typeof limitShape>;

const limit = z.optional(limitShape);

/** Every limit a hop may have. A new limit is a commented key here and its record in each platform file. */
const limitsShape = z.strictObject({
  /** Connections a browser opens to one host over HTTP/1.1, across all tabs. */
  connectionsPerHost: limit,
  /** Load balancer: from the first byte of a request to the last byte of its response. */
  backendTimeoutSeconds: limit,
  /** Load balancer: the longest life of an active WebSocket. */
  webSocketLifetimeSeconds: limit,
  /** Load balancer: how long requests in flight may go on after a backend leaves. */
  drainingTimeoutSeconds: limit,
  /** Proxy: longest silence from the backend. */
  proxyReadTimeoutSeconds: limit,
  /** Proxy: longest pause between two writes to the backend. */
  proxySendTimeoutSeconds: limit,
  /** Proxy: longest pause between two reads of a request body. */
  clientBodyTimeoutSeconds: limit,
  /** Proxy: how long old workers keep their streams after a configuration change. */
  reloadDrainSeconds: limit,
  /** Proxy: largest request body. */
  requestBodyBytes: limit,
  /** Replicas of this hop. */
  replicas: limit,
  /** Worker processes of one replica. */
  workersPerReplica: limit,
  /** Connections one worker process may hold, both sides of a proxied stream counted. */
  connectionsPerWorker: limit,
  /** Connections one replica may hold. */
  connectionsPerReplica: limit,
  /** Share of the connections that is planned to be used; the rest is for peaks and restarts. */
  plannedUtilisationRatio: limit,
  /** File descriptors one worker process may need beside those of its connections. */
  spareDescriptorsPerWorker: limit,
  /** Memory of one worker process without any stream. */
  memoryPerWorkerBytes: limit,
  /** Memory of one stream in a worker, both connections, when TLS ends before this hop. */
  memoryPerStreamBytes: limit,
  /** Memory of one stream in a worker, both connections, when this hop ends the TLS of the client. */
  memoryPerTlsStreamBytes: limit,
  /** Local ports one replica has for its connections to one address of the next hop. */
  portsPerAddress: limit,
  /** Addresses under which a replica reaches the next hop: 1 for a Service with a cluster IP. */
  upstreamAddresses: limit,
  /** Clients a shared Redis accepts. */
  redisClients: limit,
});
export type Limits = z.infer<typeof limitsShape>;
export type LimitKey = keyof Limits;

const settingOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.optional(z.strictObject({ value: z.enum(values), ...sourced }));

/** What a hop is, which decides what a configuration for it looks like. */
export const components = [
  'browser',
  'classic-alb',
  'global-alb',
  'regional-alb',
  'internal-alb',
  'passthrough-nlb',
  'nginx',
  'kong',
  'ingress-nginx',
  'service',
] as const;
export type Component = (typeof components)[number];

const hopShape = z.strictObject({
  component: z.enum(components),
  /** A product that gets no fixes any more; the advice says so. */
  retired: z.optional(z.strictObject(sourced)),
  /** Version the generated configuration is written for, such as 1.30; null where it does not matter. */
  version: z.optional(z.string()),
  limits: z.prefault(limitsShape, {}),
  settings: z.prefault(
    z.strictObject({
      /** Whether responses are collected before they are passed on. */
      responseBuffering: settingOf(['on', 'off']),
      /** Whether the hop reads whole response bodies, such as a firewall plugin. */
      responseInspection: settingOf(['on', 'off']),
    }),
    {},
  ),
});
export type Hop = z.infer<typeof hopShape>;

export const platformShape = z.strictObject({
  id,
  /** Where the questionnaire is published; generated files link back to it. Ends in a slash. */
  questionnaireUrl: z.string().check(z.regex(/^https:\/\/[a-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~-]+)*\/$/)),
  defaultPath: id,
  hops: z.record(id, hopShape),
  paths: z.record(
    id,
    z.strictObject({
      /** Hop ids from the client to the service. */
      hops: z.array(id).check(z.minLength(1)),
      /** Whether the platform's support tiers apply; false where traffic does not cross the platform. */
      tiered: z.boolean(),
    }),
  ),
});
export type Platform = z.infer<typeof platformShape>;

const thresholdUnits = ['seconds', 'clients', 'connections', 'streams', 'per-second', 'ratio'] as const;
const threshold = z.strictObject({ value: z.number().check(z.positive()), unit: z.enum(thresholdUnits), ...sourced });
export type Threshold = z.infer<typeof threshold>;

/** Numbers the rules compare answers with that are no hop's limit: policy and rules of thumb, each with its source. */
export const thresholdsShape = z.strictObject({
  /** Tier 1: one connection lives at most this long, inclusive. */
  standardLifetimeSeconds: threshold,
  /** Above this a tier 1 design is close to its cap. */
  standardWarningSeconds: threshold,
  /** Tier 2: one connection lives at most this long, inclusive. */
  extendedLifetimeSeconds: threshold,
  /** Above this a tier 2 design is close to its cap. */
  extendedWarningSeconds: threshold,
  /** A recycle period is at most this share of the smallest total cap. */
  recycleShareRatio: threshold,
  /** Each recycle period varies evenly by this share either way, at most half, so that clients that came together part. */
  recycleJitterRatio: threshold.check(z.refine(({ value }) => value <= 0.5, { error: 'at most 0.5', path: ['value'] })),
  /** Reconnects per second above which a shorter recycle period costs too much. */
  reconnectsPerSecond: threshold,
  /** Heartbeat period that suits every idle limit we know. */
  heartbeatSeconds: threshold,
  /** A heartbeat is sent at least this many times within the smallest idle cap. */
  heartbeatShareRatio: threshold,
  /** Silence above which some hop on an unknown network is expected to close the connection. */
  silenceSeconds: threshold,
  /** A reply that comes within this time needs nothing but a plain request. */
  shortReplySeconds: threshold,
  /** A job longer than this deserves a status of its own. */
  jobSeconds: threshold,
  /** Data that may be this old can be polled. */
  pollingStalenessSeconds: threshold,
  /** With a large audience, data that may be this old can come from a cache. */
  cachedStalenessSeconds: threshold,
  /** Viewers above which the same data is cheaper from a cache. */
  audienceClients: threshold,
  /** A client that sends more often than this talks, it does not just ask. */
  frequentSendSeconds: threshold,
  /** A partner is called by webhook unless events come more often than this. */
  sparseEventSeconds: threshold,
  /** Latency below which retransmission on TCP is felt. */
  interactiveLatencySeconds: threshold,
  /** Streams one HTTP/1.1 page may hold and still load anything else. */
  streamsPerPage: threshold,
  /** Streams that may share one HTTP/2 connection of a client. */
  streamsPerConnection: threshold,
  /** Monitoring: the first byte comes within this time for 95 of 100 requests, unless the team expects another. */
  firstByteAlertSeconds: threshold,
  /** Monitoring: share of failed requests, cut streams, failed jobs or refused deliveries that is still normal. */
  errorAlertRatio: threshold,
  /** Monitoring: share of the CPU a pod asks for that it may use for long. */
  cpuAlertRatio: threshold,
  /** Monitoring: reconnects may come this many times as often as recycling alone explains. */
  reconnectAlertRatio: threshold,
  /** Monitoring: a job waits at most this long for a worker, unless the team expects another time. */
  queueAlertSeconds: threshold,
});
export type Thresholds = z.infer<typeof thresholdsShape>;
export type ThresholdKey = keyof Thresholds;
