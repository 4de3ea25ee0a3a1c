import type { Timeline, TimelineEvent } from '../../../src/schema/timeline.ts';

/**
 * Something a prediction and a measurement both tell: which connection, what, with what, and when. Its text is what must
 * be equal; its time may differ a little.
 */
export type Sight = {
  readonly connection: number;
  readonly text: string;
  readonly atSeconds: number;
};

/** Order of sights at about the same time, by the beginning of their text. */
const ORDER = ['waiting', 'open', 'headers', 'first byte', 'first of', 'last of', 'polls', 'cut', 'recycle', 'end', 'gives up'];
const rankOf = ({ text }: Sight): number => ORDER.findIndex((word) => text.startsWith(word));

/** By connection, and then as things follow from each other. */
export const inOrder = (sights: readonly Sight[]): Sight[] =>
  sights.toSorted((one, other) => one.connection - other.connection || rankOf(one) - rankOf(other));

/** Texts of sights, the same for both. */
export const textOf = {
  open: (resumes: boolean) => `open${resumes ? ' with Last-Event-ID' : ''}`,
  headers: (status: number | undefined) => `headers${status === undefined ? '' : `, status ${status}`}`,
  firstByte: () => 'first byte',
  first: (count: number) => `first of ${count} messages`,
  last: (count: number) => `last of ${count} messages`,
  polls: (sent: number, empty: number) => `polls: ${sent} sent, ${empty} without news`,
  cut: (hop: string, reason: string, limit: string | undefined, seen: string) =>
    `cut by ${hop}: ${reason}${limit === undefined ? '' : ` (${limit})`}, ${seen}`,
  recycle: (reason: string | undefined, seen: string) => `recycled${reason === undefined ? '' : ` (${reason})`}, ${seen}`,
  end: () => 'end',
  givesUp: () => 'gives up',
  waiting: (count: number) => `waiting: ${count} connections`,
};

const numberIn = ({ data }: TimelineEvent, key: string): number => Number(data[key] ?? 0);

function predictedSight(event: TimelineEvent): string | undefined {
  const { kind, hop = '', reason, limit, seen = '', data } = event;
  switch (kind) {
    case 'waiting':
      return textOf.waiting(numberIn(event, 'waiting'));
    case 'request-sent':
      return textOf.open(data['header'] === 'Last-Event-ID');
    case 'headers':
      return textOf.headers(data['status'] === undefined ? undefined : numberIn(event, 'status'));
    case 'first-byte':
      return textOf.firstByte();
    case 'cut':
      return textOf.cut(hop, reason ?? '', limit, seen);
    case 'planned-recycle':
      return textOf.recycle(reason, seen);
    case 'end':
      return textOf.end();
    case 'gives-up':
      return textOf.givesUp();
    case 'poll':
      return textOf.polls(numberIn(event, 'polls'), numberIn(event, 'empty'));
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
  const first = Math.min(...own.map(({ atSeconds }) => atSeconds));
  const last = Math.max(...own.map(({ atSeconds, untilSeconds = atSeconds }) => untilSeconds));
  return [
    { connection, text: textOf.first(count), atSeconds: first },
    { connection, text: textOf.last(count), atSeconds: last },
  ];
}

/** What is to be seen according to a timeline, with the events a kind of client cannot see left out. */
export function predictedSights({ events }: Timeline, isSeen: (text: string) => boolean): Sight[] {
  const connections = new Set(events.map(({ connection }) => connection));
  const shown = new Set(events.flatMap(({ kind, connection }) => (kind === 'open' ? [connection] : [])));
  const found = events.flatMap((event): Sight[] => {
    const text = predictedSight(event);
    if (text === undefined) return [];
    // Polls are told as a span; what counts is how they end.
    const atSeconds = event.kind === 'poll' ? (event.untilSeconds ?? event.atSeconds) : event.atSeconds;
    return [{ connection: event.connection, text, atSeconds }];
  });
  const messages = [...connections].flatMap((connection) => messageSights(events, connection));
  return inOrder([...found, ...messages].filter(({ text, connection }) => shown.has(connection) && isSeen(text)));
}
