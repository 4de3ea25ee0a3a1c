import type { QuestionId } from './answers.ts';
import type { FindingData } from './assessment.ts';
import type { LimitKey } from './platform.ts';

/**
 * What can happen to a connection, as the client and the hops see it, in the order of events at the same moment. Each has a
 * text in room `timeline`.
 */
export const eventKinds = [
  /** Work was started by a short request of its own; what follows watches it. */
  'started',
  /** More connections to one host than a browser opens over HTTP/1.1: the rest wait. */
  'waiting',
  'open',
  'request-sent',
  /** The client has the status line and the headers; of a WebSocket the answer to the handshake. */
  'headers',
  /** The client has the first byte of the body. */
  'first-byte',
  /** Messages missed before reach the client after all. */
  'replayed',
  /** Messages missed before are made up for by a fresh state. */
  'replaced',
  /** Messages reach the other side; a span where there are several. */
  'message',
  /** Requests that were held until there was news, or until their time was up; a span. */
  'poll',
  'heartbeat',
  /** Nothing was said; a span. */
  'silence',
  /** A hop collects bytes before it passes them on; a span. */
  'held',
  /** The service ends the connection on purpose, before a limit does. */
  'planned-recycle',
  'cut',
  'lost',
  /** From the end of one connection to the opening of the next; a span. */
  'reconnect',
  /** The client does not come back. */
  'gives-up',
  /** The run is over, as planned. */
  'end',
  /** What is shown ends here; the run goes on in the same way. */
  'continues',
] as const;
export type EventKind = (typeof eventKinds)[number];

/**
 * Why a connection was cut. total, idle: a limit on its time or its silence. drain: the time for draining after a deploy
 * was over. deploy: its pod was stopped. reload: the time old workers of a proxy get after a reload was over.
 */
export const cutReasons = ['total', 'idle', 'drain', 'deploy', 'reload'] as const;
export type CutReason = (typeof cutReasons)[number];

/**
 * What the client sees when a connection ends. error-504, error-502: an error instead of a response. truncated: a response without
 * its proper end. reset: the connection, or the HTTP/2 stream, is closed without any. closed-1006, closed-1001: the code a
 * WebSocket reports.
 */
export const endings = [
  'clean-end',
  'truncated',
  'error-504',
  'error-502',
  'reset',
  'closed-1006',
  'closed-1001',
] as const;
export type Ending = (typeof endings)[number];

/** One thing that happens, or goes on for a while. */
export type TimelineEvent = {
  readonly kind: EventKind;
  /** Seconds after the client opened its first connection. */
  readonly atSeconds: number;
  /** End of a span; left out for a moment. */
  readonly untilSeconds?: number;
  /** Which connection of the session, from 1. */
  readonly connection: number;
  /** Hop that did it. */
  readonly hop?: string;
  /** Record of that hop that decided. */
  readonly limit?: LimitKey;
  /** Of a cut, and of a planned end that a deploy caused. */
  readonly reason?: CutReason;
  /** Of a cut and of a planned end. */
  readonly seen?: Ending;
  /** Numbers that go with it; a key ends in the unit of its number. */
  readonly data: FindingData;
};

/** What became of the messages of both sides: `sent` is the sum of `delivered`, `replayed`, `replaced`, `lost` and `pending`. */
export type MessageTotals = {
  readonly sent: number;
  /** Reached the other side on the connection they were sent on. */
  readonly delivered: number;
  /** Reached it on a later one. */
  readonly replayed: number;
  /** Were made up for by a fresh state. */
  readonly replaced: number;
  readonly lost: number;
  /** Undecided where what is shown ends. */
  readonly pending: number;
  /** Of those delivered: messages of repeated work that the client had before. */
  readonly repeated: number;
};

/** What happens to one connection and its successors, in order of time. */
export type Timeline = {
  readonly events: readonly TimelineEvent[];
  readonly runSeconds: number | 'open-ended';
  /** Where what is shown ends. */
  readonly shownSeconds: number;
  readonly totals: MessageTotals;
};

/**
 * What `simulate` leaves out, each with a text in room `timeline`. network-latency: the network takes no time.
 * lost-network: a radio or a cable that fails. slow-reader: a client that does not read, and `send_timeout`.
 * stalled-backend: a service that does not read, the only thing `proxy_send_timeout` ends. retries-by-hops: a hop that
 * repeats a request before its headers, as Nginx does with several backends and a load balancer with a GET. error-status:
 * which status a load balancer answers, or whether it only closes. hidden-cuts: a hop that passes a response that was cut
 * behind it on as complete, as Caddy 2.6 does. late-headers: an unbuffered response whose headers wait for its first byte,
 * as in Nginx 1.22 over HTTP/2 with TLS. maintenance: restarts of the load balancer. compressed-pieces: a compressor that
 * passes a full buffer on before the end. http-keep-alive: connections between two requests. other-proxies: hops that the
 * profile does not know, such as carriers and address translators.
 */
export const unmodelled = [
  'network-latency',
  'lost-network',
  'slow-reader',
  'stalled-backend',
  'retries-by-hops',
  'error-status',
  'hidden-cuts',
  'late-headers',
  'maintenance',
  'compressed-pieces',
  'http-keep-alive',
  'other-proxies',
] as const;

/** What a timeline takes for granted because nobody has said otherwise. */
export const assumptions = [
  'no-recycle-today',
  'no-heartbeat-today',
  'no-deploy',
  'grace-of-30-seconds',
  'headers-with-first-byte',
  'messages-at-longest-silence',
  'silence-within-interval',
  'interval-within-silence',
  'active-as-long-as-silent',
  'silent-until-reply',
  'flows-without-pause',
  'first-message-after-interval',
  'server-sends',
  'events-go-on',
  'does-not-come-back',
  'run-open-ended',
  'event-source-retry',
  'application-back-off',
  'poll-hold',
  'one-connection',
  'http2-to-client',
  'chunked-response',
  'old-proxy',
  'message-size',
  'no-compression',
] as const;
export type Assumption = (typeof assumptions)[number];

/** Why there is no timeline. */
export const absences = ['no-protocol', 'outside-platform', 'short-requests', 'unanswered'] as const;
export type Absence = (typeof absences)[number];

/** The timeline with the limits of today and nothing planned, and the one with the advice followed. */
export type Timelines = {
  readonly today: Timeline | null;
  readonly proposed: Timeline | null;
  /** Why both are null. */
  readonly absence?: Absence;
  /** Answers without which there is none. */
  readonly missing: readonly QuestionId[];
  readonly assumptions: readonly Assumption[];
};
