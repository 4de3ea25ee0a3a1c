import type { Sending, SimulationInput } from '../../../src/simulation/input.ts';
import { now } from '../stream-client.ts';

/** No case lasts longer. */
const LONGEST_SECONDS = 12;

/** When messages are sent, in seconds: found by counting on, unlike in the simulation. */
export function momentsOf(sends: Sending | undefined, untilSeconds = LONGEST_SECONDS): number[] {
  const moments: number[] = [];
  if (!sends) return moments;
  const { messagesPerBurst = Number.POSITIVE_INFINITY, pauseSeconds = 0, messages = Number.POSITIVE_INFINITY } = sends;
  let at = sends.firstSeconds;
  while (at <= untilSeconds && moments.length < messages) {
    moments.push(at);
    at += moments.length % messagesPerBurst === 0 ? pauseSeconds : sends.everySeconds;
  }
  return moments;
}

/** Why the service ended a connection of its own accord. */
export type OwnEnd = 'complete' | 'recycle' | 'told';

/** How one connection speaks on its wire. */
export type Voice = {
  /** Headers alone; a WebSocket has had its answer already. */
  readonly headers: () => void;
  /** Message of this number, from 1. */
  readonly message: (number: number) => void;
  /** A fresh state. */
  readonly snapshot: () => void;
  readonly heartbeat: () => void;
  readonly end: (why: OwnEnd) => void;
};

/** One connection as the service saw it. */
export type Served = {
  /** In milliseconds of `now()`. */
  readonly openedAt: number;
  /** The last message the client says it had; undefined when it says nothing. */
  readonly lastId: number | undefined;
  ownEnd?: OwnEnd;
};

/** A service that says what the numbers of a simulated one say, on connections of any kind. */
export class Play {
  readonly served: Served[] = [];
  readonly input: Pick<SimulationInput, 'service' | 'runSeconds' | 'recycle' | 'client'>;
  /** When the session began. */
  #zero: number | undefined;
  readonly #endings = new Set<() => void>();

  constructor(input: Play['input']) {
    this.input = input;
  }

  get runSeconds(): number {
    const { runSeconds } = this.input;
    return runSeconds === 'open-ended' ? Number.POSITIVE_INFINITY : runSeconds;
  }

  /** Where the clock of messages starts for a connection that begins now. */
  zeroFor(at: number): number {
    this.#zero ??= at;
    return this.input.service.origin === 'feed' ? this.#zero : at;
  }

  /** Whether the session of a feed is over. */
  isOver(at: number): boolean {
    const { origin } = this.input.service;
    return origin === 'feed' && this.#zero !== undefined && at >= this.#zero + this.runSeconds * 1000;
  }

  /** Enters a connection. */
  open(lastId?: number): Served {
    const served: Served = { openedAt: now(), lastId };
    this.served.push(served);
    return served;
  }

  /** Ends all connections properly. */
  tell(): void {
    for (const end of [...this.#endings]) end();
  }

  /** Messages due on a connection that begins then, and those due before it, by number; and when each is due. */
  messagesFrom(openedAt: number) {
    const zero = this.zeroFor(openedAt);
    const moments = momentsOf(this.input.service.sends, Math.min(this.runSeconds, LONGEST_SECONDS));
    const dueAt = (number: number): number => zero + (moments[number - 1] ?? 0) * 1000;
    const numbers = moments.map((_, index) => index + 1);
    const coming = numbers.filter((number) => dueAt(number) >= openedAt);
    return {
      coming,
      before: numbers.slice(0, numbers.length - coming.length),
      dueAt,
      endAt: zero + this.runSeconds * 1000,
    };
  }

  /** Speaks on a connection until it ends; returns what stops it when the other side has gone. */
  perform(served: Served, voice: Voice): () => void {
    const { service, recycle } = this.input;
    const { openedAt, lastId } = served;
    const { coming, before, dueAt, endAt } = this.messagesFrom(openedAt);
    const timers = new Set<NodeJS.Timeout>();
    let beat: NodeJS.Timeout | undefined;
    const at = (moment: number, act: () => void) => {
      if (Number.isFinite(moment)) timers.add(setTimeout(act, Math.max(0, moment - now())));
    };
    const spoke = () => {
      clearTimeout(beat);
      const { heartbeatSeconds } = service;
      if (heartbeatSeconds === undefined) return;
      beat = setTimeout(() => {
        voice.heartbeat();
        spoke();
      }, heartbeatSeconds * 1000);
    };
    const stop = () => {
      clearTimeout(beat);
      for (const timer of timers) clearTimeout(timer);
      this.#endings.delete(told);
    };
    const end = (why: OwnEnd) => {
      stop();
      served.ownEnd = why;
      voice.end(why);
    };
    const told = () => end('told');
    this.#endings.add(told);
    spoke();
    if (service.headersSeconds !== undefined) {
      at(openedAt + service.headersSeconds * 1000, () => {
        voice.headers();
        spoke();
      });
    }
    if (service.origin === 'feed' && service.missed === 'snapshot') voice.snapshot();
    if (service.origin === 'feed' && service.missed === 'replay' && lastId !== undefined) {
      for (const number of before) if (number > lastId) voice.message(number);
    }
    for (const number of coming) {
      at(dueAt(number), () => {
        voice.message(number);
        spoke();
        // A response with a length is over with its last byte.
        if (service.framing === 'length' && number === coming.at(-1)) end('complete');
      });
    }
    if (service.framing !== 'length') at(endAt, () => end('complete'));
    if (recycle) at(openedAt + recycle.everySeconds * 1000, () => end('recycle'));
    return stop;
  }
}
