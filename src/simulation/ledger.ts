import type { MessageTotals, TimelineEvent } from '../schema/timeline.ts';
import { toSeconds } from './clock.ts';
import type { Connection } from './connection.ts';
import type { SimulationInput } from './input.ts';
import { countBefore, type Pattern, patternOf } from './pattern.ts';

type Side = 'service' | 'client';
/** Messages of one side of a feed: how many are settled, and how many of those the other side may still get. */
type Account = {
  readonly side: Side;
  readonly pattern: Pattern | undefined;
  settled: number;
  open: number;
};

/** What a reconnect makes of the messages that were missed. */
type CatchUp = { readonly replays: number; readonly events: readonly TimelineEvent[] };

/** Where every message of a session went. */
export class Ledger {
  readonly totals: { -readonly [K in keyof MessageTotals]: number } = {
    sent: 0,
    delivered: 0,
    replayed: 0,
    replaced: 0,
    lost: 0,
    pending: 0,
    repeated: 0,
  };
  readonly #input: SimulationInput;
  readonly #isFeed: boolean;
  readonly #service: Account;
  readonly #client: Account;
  /** Whether a message, and with it an id, has reached the client. */
  #hasId = false;
  /** Most messages a client has had of work that belongs to its request. */
  #mostDelivered = 0;

  constructor(input: SimulationInput, endAt: number) {
    this.#input = input;
    this.#isFeed = input.service.origin === 'feed';
    const account = (side: Side, { sends }: Pick<SimulationInput['client'], 'sends'>): Account => ({
      side,
      pattern: sends && this.#isFeed ? patternOf(sends, 0, endAt) : undefined,
      settled: 0,
      open: 0,
    });
    this.#service = account('service', input.service);
    this.#client = account('client', input.client);
  }

  /** Whether a client that comes back says which message it had last; an EventSource can only after it has had one. */
  resumes(): boolean {
    const { client, service } = this.#input;
    return service.missed === 'replay' && (client.comingBack.kind === 'application' || this.#hasId);
  }

  /** Settles what was missed until a client comes back: sent again, made up for, or lost. */
  catchUp(connection: number, at: number): CatchUp {
    const events: TimelineEvent[] = [];
    let replays = 0;
    for (const account of [this.#service, this.#client]) {
      const before = account.pattern ? Math.max(account.settled, countBefore(account.pattern, at)) : account.settled;
      const messages = account.open + before - account.settled;
      this.totals.sent += before - account.settled;
      account.settled = before;
      account.open = 0;
      if (messages === 0) continue;
      const { missed } = this.#input.service;
      const canReplay = account === this.#client ? missed === 'replay' : this.resumes();
      const event = { atSeconds: toSeconds(at), connection, data: { messages, from: account.side } };
      if (canReplay && account === this.#service && this.#input.wire !== 'poll') replays = messages;
      else if (canReplay) {
        this.totals.replayed += messages;
        events.push({ kind: 'replayed', ...event });
      } else if (missed === 'snapshot') {
        this.totals.replaced += messages;
        events.push({ kind: 'replaced', ...event });
      } else {
        this.totals.lost += messages;
        events.push({ kind: 'lost', ...event });
      }
    }
    return { replays, events };
  }

  /** Enters what one connection carried. */
  enter({ counts, sentByClient }: Connection, replays: number): void {
    const { sent, delivered, replaysDelivered } = counts;
    this.totals.sent += sent + sentByClient;
    this.totals.delivered += delivered + sentByClient;
    this.totals.replayed += replaysDelivered;
    this.#hasId ||= delivered + replaysDelivered > 0;
    this.#service.open = sent - delivered + replays - replaysDelivered;
    if (this.#isFeed) {
      this.#service.settled += sent;
      this.#client.settled += sentByClient;
    } else {
      this.totals.repeated += Math.min(delivered, this.#mostDelivered);
      this.#mostDelivered = Math.max(delivered, this.#mostDelivered);
    }
  }

  /** What a cut loses at once: all that is on the way, of work that ends with its request or when nobody comes back. */
  loseOpen(connection: number, at: number): TimelineEvent[] {
    const messages = this.#service.open;
    this.#service.open = 0;
    this.totals.lost += messages;
    if (messages === 0) return [];
    return [{ kind: 'lost', atSeconds: toSeconds(at), connection, data: { messages, from: 'service' } }];
  }

  /** Closes the account where what is shown ends. */
  close(): MessageTotals {
    this.totals.pending = this.#service.open;
    return this.totals;
  }
}
