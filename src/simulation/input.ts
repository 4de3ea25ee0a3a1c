import type { LimitKey } from '../schema/platform.ts';

/**
 * Messages of one side: bursts with a fixed interval, and a pause between two bursts. Five messages at 1, 2, 3 s, then
 * again after a pause of 10 s: `{ firstSeconds: 1, everySeconds: 1, messagesPerBurst: 3, pauseSeconds: 10, messages: 5 }`
 * sends at 1, 2, 3, 13 and 14 s.
 */
export type Sending = {
  /** From the start of the clock to the first message: the session's, or the request's (`SimulatedService.origin`). */
  readonly firstSeconds: number;
  /** Between two messages of a burst. */
  readonly everySeconds: number;
  /** Left out: one burst without end. */
  readonly messagesPerBurst?: number;
  /** From the last message of a burst to the first of the next; counts only with `messagesPerBurst`. */
  readonly pauseSeconds?: number;
  /** In all; left out: until the run ends. */
  readonly messages?: number;
};

/**
 * Bytes that start an idle limit again. response: what the hop reads from the side of the service; counts from the
 * request, or, while the client is still sending its own (gRPC), from the beginning of the response. request: any byte, as
 * long as the client has not finished its request; measured with Nginx 1.22 and 1.30, whose `client_body_timeout` starts
 * again at what the service sends, too. either: any byte, as in a WebSocket.
 */
type IdleScope = 'response' | 'request' | 'either';

/**
 * A limit that ends connections. total: this long after the request was sent, unless the response is complete by then,
 * inclusive. idle: as soon as nothing was read for this long, inclusive.
 */
export type SimulatedLimit =
  | { readonly key: LimitKey; readonly kind: 'total'; readonly seconds: number }
  | { readonly key: LimitKey; readonly kind: 'idle'; readonly seconds: number; readonly scope: IdleScope };

/** A hop that collects responses, as Nginx does with `proxy_buffering on`; what it passes on when was measured. */
export type Buffering = {
  /** HTTP version of its requests to the service: Nginx 1.0 by default up to 1.29.6, 1.1 since 1.29.7. */
  readonly upstreamHttp: '1.0' | '1.1';
  /** Whether it compresses these responses; then nothing leaves before the end. */
  readonly gzip: boolean;
  /** Whether it reads every response to its end, as some firewalls do. */
  readonly readsToEnd?: boolean;
  /** Size of one buffer, the response's headers included in the first; 4096 by default. */
  readonly bufferBytes?: number;
};

/** One hop; the first stands for the client, the last for the service. */
export type SimulatedHop = {
  readonly id: string;
  readonly limits: readonly SimulatedLimit[];
  /** Left out: bytes pass at once. */
  readonly buffering?: Buffering;
  /** Forwards packets without reading HTTP, so that it neither answers nor ends anything itself. */
  readonly isPassthrough?: boolean;
};

/** Delay before attempt n, in a row without a byte: a random share of `min(mostSeconds, firstSeconds × factor^(n-1))`. */
export type BackOff = {
  readonly firstSeconds: number;
  readonly factor: number;
  readonly mostSeconds: number;
  /** 0: exactly that long; 1: anything from zero to that long. */
  readonly jitterRatio: number;
};

/**
 * Who comes back, and when. event-source: the browser does after `retrySeconds`, also after a clean end, and gives up on
 * any answer that is no event stream. application: comes back after a cut if `comesBack`, and always when the service
 * ended the connection on purpose.
 */
export type ComingBack =
  | {
      readonly kind: 'event-source';
      readonly retrySeconds: number;
      /** When the run is over: the page closes the stream, the service answers 204, or it begins again. */
      readonly whenOver: 'closes' | 'no-content' | 'begins-again';
    }
  | {
      readonly kind: 'application';
      readonly comesBack: boolean;
      readonly backOff: BackOff;
      /** Attempts in a row without a byte after which it gives up; left out: never. */
      readonly mostAttempts?: number;
    };

export type SimulatedClient = {
  readonly comingBack: ComingBack;
  /** Messages to the service on the same connection, or in the body of the same request. */
  readonly sends?: Sending;
  /** Longest time in which the client says nothing, by heartbeats of its own. */
  readonly heartbeatSeconds?: number;
  /** Connections it opens at once to the same host, where that takes the few connections of a browser. */
  readonly connections?: number;
};

export type SimulatedService = {
  /**
   * What messages belong to. feed: they come at times of the session, whoever listens. request: each request starts the
   * work anew, and a cut ends it.
   */
  readonly origin: 'feed' | 'request';
  /** Messages to the client; left out: none. */
  readonly sends?: Sending;
  /** From the request to its response's headers; left out: together with the first byte. */
  readonly headersSeconds?: number;
  /** After this long without a byte of its own it sends a heartbeat; begins with the headers if they come earlier. */
  readonly heartbeatSeconds?: number;
  /** Long poll: how long it holds a request without news. */
  readonly holdSeconds?: number;
  /** How the end of the response is told: chunk by chunk, by its length, or by closing the connection. */
  readonly framing: 'chunked' | 'length' | 'close';
  /**
   * What becomes of messages of a feed while nobody listened: sent again, made up for by a fresh state, or nothing. A fresh
   * state is sent at the beginning of every connection.
   */
  readonly missed: 'replay' | 'snapshot' | 'none';
  /** On the wire, framing included; 200 by default. Counts only where a hop buffers. */
  readonly messageBytes?: number;
  /** 14 by default. */
  readonly heartbeatBytes?: number;
  /** Status line and headers as the first proxy reads them; 150 by default. */
  readonly headerBytes?: number;
  /** Status of every response; 200 by default. */
  readonly status?: number;
  /** Whether the content type is that of an event stream; an EventSource gives up on any other. True by default. */
  readonly isEventStream?: boolean;
};

/**
 * A change on the platform. deploy: the pod of `hop` is told to stop; its connections live on until the load balancer
 * before it has drained or its grace period is over. reload: old workers of a proxy keep theirs for `drainSeconds`, or for
 * ever where that is left out.
 */
export type Disturbance =
  | {
      readonly kind: 'deploy';
      readonly atSeconds: number;
      readonly hop: string;
      /** Draining of the hop before it; left out where that has none. */
      readonly drain?: { readonly hop: string; readonly limit: LimitKey; readonly seconds: number };
      readonly graceSeconds: number;
      /** Whether the service ends its connections properly as soon as it is told to stop. */
      readonly endsWhenTold?: boolean;
    }
  | {
      readonly kind: 'reload';
      readonly atSeconds: number;
      readonly hop: string;
      readonly drain?: { readonly limit: LimitKey; readonly seconds: number };
    };

/**
 * Everything `simulate` reads. Times are seconds, exact to the microsecond; the network takes no time, so on a real one
 * each event comes later by what the way takes.
 */
export type SimulationInput = {
  /**
   * response: one HTTP response, streamed or not. websocket, grpc: both sides may send; nothing is ever buffered. poll: one
   * request after the other, each held until there is news or `holdSeconds` are over.
   */
  readonly wire: 'response' | 'websocket' | 'grpc' | 'poll';
  /** HTTP version at the client: a cut response is `truncated` over HTTP/1.1 and `reset` over HTTP/2. */
  readonly clientHttp: 'http1' | 'http2';
  /** From the client to the service; the order decides which of two limits at the same moment is named. */
  readonly hops: readonly SimulatedHop[];
  readonly client: SimulatedClient;
  readonly service: SimulatedService;
  /** Length of the run: of the session for a feed, of each response for work that belongs to its request. */
  readonly runSeconds: number | 'open-ended';
  /** The service ends each connection after about this long, in time at random by at most the ratio either way. */
  readonly recycle?: { readonly everySeconds: number; readonly jitterRatio: number };
  /** Connections a browser opens to one host; the hop and the record it is read from. */
  readonly connectionsPerHost?: { readonly hop: string; readonly limit: LimitKey; readonly most: number };
  readonly disturbances?: readonly Disturbance[];
  /** Chance follows from it: the same input gives the same timeline. */
  readonly seed: number;
  /** How many connections are shown at most; 12 by default, 20 at most. */
  readonly mostConnections?: number;
};
