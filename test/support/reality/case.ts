import type { Answers } from '../../../src/schema/answers.ts';
import type { GeneratedFile } from '../../../src/schema/assessment.ts';
import type { ProtocolId } from '../../../src/schema/protocol.ts';
import type { Buffering, Sending, SimulatedHop, SimulationInput } from '../../../src/simulation/input.ts';

/**
 * Who connects. event-source, browser-fetch, browser-websocket: a page in Chromium. fetch, http2: Node. websocket: package
 * `ws`. grpc: package `@grpc/grpc-js`. poll: one fetch after the other.
 */
export type ClientKind =
  | 'event-source'
  | 'browser-fetch'
  | 'browser-websocket'
  | 'fetch'
  | 'http2'
  | 'websocket'
  | 'grpc'
  | 'poll';

/**
 * What stands for the load balancer before Nginx. caddy: Debian's, whose `timeouts { write }` is a total cap on responses:
 * over HTTP/2 exactly, over HTTP/1.1 at the next write. haproxy: Debian's, whose `timeout tunnel` is an idle cap on
 * WebSockets. stand-in: a relay of ours, where no packaged proxy has the rule: a total cap on WebSockets, a total cap
 * that answers 504, draining.
 */
export type Balancer = 'caddy' | 'haproxy' | 'stand-in';

/** What a case says of the run; hops follow from the product's own records and proposals. */
type Run = Omit<SimulationInput, 'hops' | 'seed' | 'clientHttp' | 'wire' | 'connectionsPerHost'>;

/** One row of the matrix: a real run and the numbers it is predicted from. */
export type RealityCase = Run & {
  /** Name of the row. */
  readonly name: string;
  readonly protocol: ProtocolId;
  readonly clientKind: ClientKind;
  /** Answers the configuration is generated for, beside those of the protocol. */
  readonly answers?: Answers;
  /** Limits of the profile for this case, today and at most. */
  readonly limits: {
    readonly readSeconds?: number;
    readonly bodySeconds?: number;
    readonly totalSeconds?: number;
    readonly webSocketLifeSeconds?: number;
  };
  readonly balancer?: Balancer;
  /** No Nginx behind the load balancer. */
  readonly withoutNginx?: boolean;
  /** Whether Nginx is the newest known one, and not the one of the machine. */
  readonly newest?: boolean;
  /** What the test changes in the generated files: what they avoid, and times that follow from long lives. */
  readonly change?: (text: string) => string;
  /** The same change as the simulation is told of it. */
  readonly buffering?: Buffering;
  /** Whether Nginx can be reloaded. */
  readonly reloads?: boolean;
  /**
   * What the simulation leaves out and this case shows, so that it is not compared: how the end looks to the client, or
   * when it has the headers.
   */
  readonly notModelled?: 'error-status' | 'hidden-cuts' | 'late-headers';
  /** HTTP version at the client; 1.1 unless said otherwise. */
  readonly clientHttp?: SimulationInput['clientHttp'];
};

/** Facts, hops and input of a case. */
export type Prepared = {
  readonly given: RealityCase;
  /** The generated files, for a service on `FILES_PORT`. */
  readonly files: readonly GeneratedFile[];
  readonly hops: readonly SimulatedHop[];
  readonly input: SimulationInput;
};

/** What the service does. */
export type Service = RealityCase['service'];
type Rest = Partial<Service>;

/** Messages at times of the session, to be had again by their ids; headers at once. */
export const feed = (rest: Rest): Service => ({
  origin: 'feed',
  framing: 'chunked',
  missed: 'replay',
  headersSeconds: 0,
  ...rest,
});
/** The same, with headers that come together with the first byte. */
export const lateFeed = (rest: Rest): Service => ({ origin: 'feed', framing: 'chunked', missed: 'replay', ...rest });
/** Work that begins with its request and ends with it; headers at once. */
export const work = (rest: Rest): Service => ({
  origin: 'request',
  framing: 'chunked',
  missed: 'none',
  headersSeconds: 0,
  ...rest,
});
/** The same, with headers that come together with the first byte. */
export const lateWork = (rest: Rest): Service => ({ origin: 'request', framing: 'chunked', missed: 'none', ...rest });

/** Every so many seconds, the first after one interval. */
export const every = (seconds: number, rest: Partial<Sending> = {}): Sending => ({
  firstSeconds: seconds,
  everySeconds: seconds,
  ...rest,
});

/** Goes on until this many connections have ended. */
export const connections = (mostConnections: number) => ({ runSeconds: 20, mostConnections });

/** Waits of half a second, a second and two, without chance. */
const BACK_OFF = { firstSeconds: 0.5, factor: 2, mostSeconds: 2, jitterRatio: 0 } as const;
/** A program that comes back. */
export const comesBack = { comingBack: { kind: 'application', comesBack: true, backOff: BACK_OFF } } as const;
/** A program that does not. */
export const staysAway = { comingBack: { kind: 'application', comesBack: false, backOff: BACK_OFF } } as const;
/** An EventSource whose stream names half a second in each message. */
export const eventSource = (whenOver: 'closes' | 'no-content' | 'begins-again' = 'closes') =>
  ({ comingBack: { kind: 'event-source', retrySeconds: 0.5, whenOver } }) as const;

/** The pod of the service is killed at that time; another one answers. */
export const killedAt = (atSeconds: number) =>
  ({ disturbances: [{ kind: 'deploy', atSeconds, hop: 'service', graceSeconds: 0 }] }) as const;
/** The service is told to stop, and ends its connections properly. */
export const toldAt = (atSeconds: number) =>
  ({ disturbances: [{ kind: 'deploy', atSeconds, hop: 'service', graceSeconds: 30, endsWhenTold: true }] }) as const;
/** Nginx reads its configuration again after a second; its old workers have one more. */
export const RELOADED = {
  reloads: true,
  change: inTurn(setTo('worker_shutdown_timeout', '1s'), setTo('worker_processes', '1')),
  disturbances: [{ kind: 'reload', atSeconds: 1, hop: 'nginx', drain: { limit: 'reloadDrainSeconds', seconds: 1 } }],
} as const;

/** Several changes, one after the other. */
export function inTurn(...changes: readonly ((text: string) => string)[]): (text: string) => string {
  return (text) => changes.reduce((changed, change) => change(changed), text);
}
/** Replaces what a directive of the generated files says. */
export function setTo(name: string, value: string): (text: string) => string {
  return (text) => text.replace(new RegExp(`^( *)${name} [^;\\n]+;$`, 'gm'), `$1${name} ${value};`);
}
/** Leaves a directive of the generated files out. */
export function without(name: string): (text: string) => string {
  return (text) => text.replace(new RegExp(`^ *${name} [^;\\n]+;$`, 'gm'), '');
}
