import type { Answers } from '../../../src/schema/answers.ts';
import type { Facts } from '../../../src/schema/facts.ts';
import type { ProtocolId } from '../../../src/schema/protocol.ts';
import type { GivenTarget } from '../../../src/schema/target.ts';
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
export type Run = Omit<SimulationInput, 'hops' | 'seed' | 'clientHttp' | 'wire' | 'connectionsPerHost'>;

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
  readonly target?: GivenTarget;
  /** Whether Nginx is the newest known one, and not the one of the machine. */
  readonly newest?: boolean;
  /** What the test changes in the generated files: what they avoid, and times that follow from long lives. */
  readonly change?: (text: string) => string;
  /** The same change as the simulation is told of it. */
  readonly buffering?: Buffering;
  /** Whether Nginx can be reloaded. */
  readonly reloads?: boolean;
  /** HTTP version at the client; 1.1 unless said otherwise. */
  readonly clientHttp?: SimulationInput['clientHttp'];
};

/** Facts, hops and input of a case. */
export type Prepared = {
  readonly given: RealityCase;
  readonly facts: Facts;
  readonly pathId: string;
  readonly hops: readonly SimulatedHop[];
  readonly input: SimulationInput;
};

/** Every so many seconds, the first after one interval. */
export const every = (seconds: number, rest: Partial<Sending> = {}): Sending => ({
  firstSeconds: seconds,
  everySeconds: seconds,
  ...rest,
});

/** Waits of half a second, without chance. */
export const SHORT_BACK_OFF = { firstSeconds: 0.5, factor: 2, mostSeconds: 2, jitterRatio: 0 } as const;
/** A program that comes back after half a second. */
export const comesBack = { kind: 'application', comesBack: true, backOff: SHORT_BACK_OFF } as const;
/** A program that does not. */
export const staysAway = { kind: 'application', comesBack: false, backOff: SHORT_BACK_OFF } as const;
/** An EventSource whose stream names half a second in each message. */
export const eventSource = (whenOver: 'closes' | 'no-content' | 'begins-again' = 'closes') =>
  ({ kind: 'event-source', retrySeconds: 0.5, whenOver }) as const;

/** Replaces what a directive of the generated files says; throws where it is not there. */
export function directive(name: string, value: string): (text: string) => string {
  const pattern = new RegExp(`^( *)${name} [^;\\n]+;$`, 'gm');
  return (text) => text.replace(pattern, `$1${name} ${value};`);
}
