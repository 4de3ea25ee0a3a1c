import * as z from 'zod/mini';
import { choices } from './answers.ts';
import { components } from './platform.ts';

/** Every protocol the product can name; the first thirteen are on the platform's menu. */
export const protocolIds = [
  'http',
  'async-job',
  'long-poll',
  'sse',
  'http-stream',
  'mcp-http',
  'websocket',
  'grpc',
  'grpc-web',
  'webtransport',
  'hls-dash',
  'signed-url',
  'webhook',
  'webrtc',
  'mqtt',
  'broker',
  'push',
] as const;
export type ProtocolId = (typeof protocolIds)[number];

/** The situations that make a protocol the natural choice, most decisive first. */
export const needIds = [
  'closed-app',
  'mcp-peer',
  'large-file',
  'media-audience',
  'partner-events',
  'surviving-work',
  'patient-readers',
  'batched-upload',
  'native-peers',
  'blocked-network',
  'interleaved-talk',
  'frequent-upload',
  'request-bound-stream',
  'binary-feed',
  'event-feed',
  'plain-reply',
  'typical-use',
] as const;
export type NeedId = (typeof needIds)[number];

const list = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values));

/** Facts of one protocol. A rule never names a protocol; it reads these. */
export const protocolShape = z.strictObject({
  id: z.enum(protocolIds),
  /** Simpler first; the last tie-break between equal candidates. */
  order: z.int().check(z.minimum(1)),
  /** Whether the platform offers it. Off the menu it is named when it is the honest answer. */
  onMenu: z.boolean(),
  /** Whether its traffic goes through the platform's hops; otherwise no tier applies. */
  crossesPlatform: z.boolean(),
  /**
   * What lasts on the wire. held: one connection for the run, or until it is recycled. reply: one response, which for a
   * single reply lasts as long as the run. short: requests bounded by the design, whatever the run.
   */
  connection: z.enum(['held', 'reply', 'short']),
  /** Whether a second, held stream shows progress while the design itself uses short requests. */
  watchStream: z.boolean(),
  /** Conversations it can carry alone. */
  carries: list(choices.conversation),
  /** Conversations it can carry with an ordinary POST beside it. */
  carriesWithPost: list(choices.conversation),
  /** What its opening request can carry. */
  opensWith: list(choices.request),
  /** How it can be authenticated. */
  credentials: list(choices.credentials),
  /** What a message can be. */
  payloads: list(choices.payload),
  /** Clients that can speak it. */
  clients: list(choices.clients),
  /** Whether the handshake needs HTTP Upgrade. */
  needsUpgrade: z.boolean(),
  /** Whether the client sees the response while it is being sent, so that a buffering hop breaks it. */
  streamsResponse: z.boolean(),
  /** Whether each stream takes one of the few connections a browser opens to a host over HTTP/1.1. */
  usesBrowserConnection: z.boolean(),
  /** Who opens the next connection after a cut. */
  reconnects: z.enum(['browser', 'application', 'library', 'none']),
  /** Whether a connection that was cut repeats the opening request on its own. */
  repeatsRequest: z.boolean(),
  /** Whether the work goes on when the connection is gone. */
  workSurvivesCut: z.boolean(),
  /** Whether a lost packet delays everything behind it. */
  ordersOverTcp: z.boolean(),
  /** Whether it reaches an app that is closed. */
  reachesClosedApp: z.boolean(),
  /** Whether the other side must be a server that can be called. */
  callsReceiver: z.boolean(),
  /** Whether files of any size go past the application, resumable. */
  bypassesForFiles: z.boolean(),
  /** Whether media is cut into cacheable pieces for many viewers. */
  segmentsMedia: z.boolean(),
  /** Whether it is the wire format of the Model Context Protocol. */
  speaksMcp: z.boolean(),
  /** Hop components that do not pass it. */
  blockedBy: list(components),
  /** How Nginx serves it; left out when no traffic of it passes Nginx. */
  nginx: z.optional(z.enum(['plain', 'poll', 'stream', 'websocket', 'grpc'])),
  /** Protocol from the load balancer to the service. */
  backendProtocol: z.enum(['HTTP', 'HTTP2']),
  /** Situations in which it is the natural choice. */
  serves: list(needIds),
  /** Use cases it is typical for when too little is known. */
  typicalFor: list(choices.useCase),
  /** What must go with it: ids of texts under `checklist`, by who does it. */
  checklist: z.strictObject({
    team: z.array(z.string()),
    platform: z.array(z.string()),
    /** For the team, where clients ask again and again. */
    polling: z._default(z.array(z.string()), []),
  }),
  /** Pages the facts were read on. */
  sources: z.array(z.string().check(z.regex(/^https:\/\/\S+$/))).check(z.minLength(1)),
  /** The day they were last read, YYYY-MM-DD. */
  checked: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
});
export type Protocol = z.infer<typeof protocolShape>;
