import type { GeneratorInput } from '../generator.ts';
import { type Participant, reply, type Step, send } from '../print/sequence.ts';

/** Who takes part: the client, what lies between, the service, and what is outside the platform where it is used. */
export type Cast = {
  readonly client: string;
  readonly between: readonly string[];
  readonly service: string;
  readonly outside: string;
  readonly participants: readonly Participant[];
  /** The participant that stands for a hop. */
  readonly hop: (id: string) => string | undefined;
};

export function castOf({ path, protocol, companions, names, say }: GeneratorInput): Cast {
  const between = path.hops.filter(({ component }) => component !== 'browser' && component !== 'service');
  const ids = between.map((_, index) => `h${index + 1}`);
  const ends = path.hops.filter(({ component }) => component === 'service');
  const elsewhere = [protocol, ...companions].find(({ crossesPlatform }) => !crossesPlatform);
  return {
    client: 'c0',
    between: ids,
    service: 's0',
    outside: 'o0',
    participants: [
      { id: 'c0', name: say('sequence-diagram.client') },
      ...between.map(({ id }, index) => ({ id: ids[index] ?? 'h0', name: names.hop(id) })),
      { id: 's0', name: names.hop(ends[0]?.id ?? 'service') },
      ...(elsewhere ? [{ id: 'o0', name: names.protocol(elsewhere.id) }] : []),
    ],
    hop: (id) => ids[between.findIndex((hop) => hop.id === id)],
  };
}

/** One leg for each hop on the way to the service. */
export function forward({ client, between, service }: Cast, text: string): Step[] {
  const way = [client, ...between, service];
  return way.slice(1).map((to, index) => send(way[index] ?? client, to, text));
}

/** One leg for each hop on the way back. */
export function back({ client, between, service }: Cast, text: string): Step[] {
  const way = [service, ...[...between].reverse(), client];
  return way.slice(1).map((to, index) => reply(way[index] ?? service, to, text));
}
