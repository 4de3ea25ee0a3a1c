import type { Timeline, TimelineEvent } from '../../../src/schema/timeline.ts';

/** What can be seen of a connection, in the order in which things follow from each other. */
const kinds = [
  'waiting',
  'open',
  'headers',
  'first-byte',
  'first-message',
  'last-message',
  'polls',
  'ended',
  'gives-up',
] as const;
type SightKind = (typeof kinds)[number];

/** Something a prediction and a measurement both tell. Its text is what must be equal; its time may differ a little. */
export type Sight = {
  readonly connection: number;
  readonly kind: SightKind;
  readonly text: string;
  readonly atSeconds: number;
  /** Of a measured end: no clock ran out at its time, so nobody knows the reason. */
  readonly isUnexplained?: boolean;
};

/** By connection, and then as things follow from each other. */
export const inOrder = (sights: readonly Sight[]): Sight[] =>
  sights.toSorted(
    (one, other) => one.connection - other.connection || kinds.indexOf(one.kind) - kinds.indexOf(other.kind),
  );

/** Words for what is seen, the same for both. */
export const words = {
  open: (resumes: boolean) => `open${resumes ? ' with Last-Event-ID' : ''}`,
  headers: (status: number | undefined) => `headers${status === undefined ? '' : `, status ${status}`}`,
  firstByte: 'first byte',
  messages: (count: number) => (count === 1 ? '1 message' : `${count} messages`),
  polls: (sent: number, empty: number) => `${sent} polls, ${empty} without news`,
  cut: (hop: string, reason: string, limit: string | undefined, seen: string) =>
    `cut by ${hop}, ${reason}${limit === undefined ? '' : ` (${limit})`}, seen as ${seen}`,
  recycled: (reason: string | undefined, seen: string) =>
    `ended by the service${reason === undefined ? '' : ` (${reason})`}, seen as ${seen}`,
  complete: 'complete',
  givesUp: 'gives up',
  waiting: (count: number) => `${count} connections wait`,
};

const numberIn = ({ data }: TimelineEvent, key: string): number => Number(data[key] ?? 0);

function sightOf(event: TimelineEvent): Pick<Sight, 'kind' | 'text'> | undefined {
  const { kind, hop = '', reason, limit, seen = '', data } = event;
  switch (kind) {
    case 'waiting':
      return { kind, text: words.waiting(numberIn(event, 'waiting')) };
    case 'request-sent':
      return { kind: 'open', text: words.open(data['header'] === 'Last-Event-ID') };
    case 'headers':
      return { kind, text: words.headers(data['status'] === undefined ? undefined : numberIn(event, 'status')) };
    case 'first-byte':
      return { kind, text: words.firstByte };
    case 'poll':
      return { kind: 'polls', text: words.polls(numberIn(event, 'polls'), numberIn(event, 'empty')) };
    case 'cut':
      return { kind: 'ended', text: words.cut(hop, reason ?? '', limit, seen) };
    case 'planned-recycle':
      return { kind: 'ended', text: words.recycled(reason, seen) };
    case 'end':
      return { kind: 'ended', text: words.complete };
    case 'gives-up':
      return { kind, text: words.givesUp };
    default:
      return undefined;
  }
}

/** When the client has the messages of one connection, replays included. */
function messageSights(events: readonly TimelineEvent[], connection: number): Sight[] {
  const own = events.filter(
    ({ kind, data, connection: number }) =>
      number === connection && (kind === 'message' || kind === 'replayed') && data['from'] !== 'client',
  );
  const count = own.reduce((sum, event) => sum + numberIn(event, 'messages'), 0);
  if (count === 0) return [];
  const text = words.messages(count);
  const first = Math.min(...own.map(({ atSeconds }) => atSeconds));
  const last = Math.max(...own.map(({ atSeconds, untilSeconds = atSeconds }) => untilSeconds));
  return [
    { connection, kind: 'first-message', text, atSeconds: first },
    { connection, kind: 'last-message', text, atSeconds: last },
  ];
}

/** What is to be seen according to a timeline. */
export function predictedSights({ events }: Timeline): Sight[] {
  const connections = new Set(events.flatMap(({ kind, connection }) => (kind === 'open' ? [connection] : [])));
  const found = events.flatMap((event): Sight[] => {
    const sight = sightOf(event);
    if (!sight || !connections.has(event.connection)) return [];
    const { connection, atSeconds, untilSeconds = atSeconds } = event;
    // Polls are a span; their number is known at its end.
    return [{ ...sight, connection, atSeconds: event.kind === 'poll' ? untilSeconds : atSeconds }];
  });
  return inOrder([...found, ...[...connections].flatMap((connection) => messageSights(events, connection))]);
}
