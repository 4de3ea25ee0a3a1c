import type { Timeline, TimelineEvent } from '../../src/schema/timeline.ts';
import type { BackOff, Buffering, Sending, SimulatedLimit, SimulationInput } from '../../src/simulation/input.ts';
import { simulate } from '../../src/simulation/simulate.ts';

/** The usual path, with the limits of a row: client, load balancer, proxy, service. */
export function pathOf(
  balancer: readonly SimulatedLimit[] = [],
  proxy: readonly SimulatedLimit[] = [],
  buffering?: Buffering,
): SimulationInput['hops'] {
  return [
    { id: 'browser', limits: [] },
    { id: 'classic-alb', limits: balancer },
    { id: 'nginx', limits: proxy, ...(buffering && { buffering }) },
    { id: 'service', limits: [] },
  ];
}

export const total = (seconds: number): SimulatedLimit => ({ key: 'backendTimeoutSeconds', kind: 'total', seconds });
export const readIdle = (seconds: number): SimulatedLimit => ({
  key: 'proxyReadTimeoutSeconds',
  kind: 'idle',
  seconds,
  scope: 'response',
});
export const bodyIdle = (seconds: number): SimulatedLimit => ({
  key: 'clientBodyTimeoutSeconds',
  kind: 'idle',
  seconds,
  scope: 'request',
});
export const tunnelIdle = (seconds: number): SimulatedLimit => ({
  key: 'proxyReadTimeoutSeconds',
  kind: 'idle',
  seconds,
  scope: 'either',
});

/** Every so many seconds, the first after one interval. */
export const every = (seconds: number, rest: Partial<Sending> = {}): Sending => ({
  firstSeconds: seconds,
  everySeconds: seconds,
  ...rest,
});

/** Exactly one second, then two, four and so on: what is left of back-off without chance. */
export const BACK_OFF: BackOff = { firstSeconds: 1, factor: 2, mostSeconds: 30, jitterRatio: 0 };

type Change = Partial<Omit<SimulationInput, 'service' | 'client'>> & {
  readonly service?: Partial<SimulationInput['service']>;
  readonly client?: Partial<SimulationInput['client']>;
};

/** An EventSource that gets a message every 20 s with an id, through HTTP/1.1, with something changed. */
export function eventStream({ service, client, ...change }: Change = {}): SimulationInput {
  return {
    wire: 'response',
    clientHttp: 'http1',
    hops: pathOf(),
    runSeconds: 'open-ended',
    seed: 1,
    mostConnections: 2,
    ...change,
    service: { origin: 'feed', framing: 'chunked', missed: 'replay', sends: every(20), ...service },
    client: { comingBack: { kind: 'event-source', retrySeconds: 3, whenOver: 'closes' }, ...client },
  };
}

/** The same for a program that comes back by itself. */
export function fetched({ client, ...change }: Change = {}): SimulationInput {
  const comingBack = { kind: 'application', comesBack: true, backOff: BACK_OFF } as const;
  return eventStream({ ...change, client: { comingBack, ...client } });
}

/** An event in one line: when, which connection, what, by whom, and what was seen. */
function told({ kind, atSeconds, untilSeconds, connection, hop, limit, reason, seen, data }: TimelineEvent) {
  const span = untilSeconds === undefined ? `${atSeconds}` : `${atSeconds}–${untilSeconds}`;
  const numbers = [
    'messages',
    'bursts',
    'lumps',
    'beats',
    'polls',
    'empty',
    'waiting',
    'status',
    'header',
    'from',
  ].flatMap((key) => (data[key] === undefined || data[key] === 'service' ? [] : [`${key} ${data[key]}`]));
  const by = hop === undefined ? [] : [`by ${hop}${limit === undefined ? '' : `.${limit}`}`];
  return [`${span} #${connection} ${kind}`, ...numbers, ...by, reason, seen].filter(Boolean).join(', ');
}

export const tell = (input: SimulationInput): string[] => simulate(input).events.map(told);
export const onlyKinds = ({ events }: Timeline, ...kinds: TimelineEvent['kind'][]): string[] =>
  events.filter(({ kind }) => kinds.includes(kind)).map(told);
/** The first cut, in one line; `none` without one. */
export const firstCut = (input: SimulationInput): string => onlyKinds(simulate(input), 'cut')[0] ?? 'none';
