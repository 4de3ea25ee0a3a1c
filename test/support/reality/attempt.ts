import type { Ending } from '../../../src/schema/timeline.ts';
import { now } from '../stream-client.ts';

/** One connection as its client saw it; moments in milliseconds of `now()`. */
export type Attempt = {
  readonly openedAt: number;
  /** Status line and headers, or the answer to a handshake. */
  headersAt?: number;
  /** Of a response that cannot be used. */
  status?: number;
  firstByteAt?: number;
  /** Messages, apart from heartbeats and fresh states. */
  readonly messagesAt: number[];
  /** Number the service gave the last of them. */
  lastId?: number;
  endedAt?: number;
  seen?: Ending;
  /** Of polls: how many were sent, and how many were answered without news. */
  polls?: { sent: number; empty: number };
};

/** What a client saw of all its connections, and whether it was through for good. */
export type Session = {
  readonly attempts: readonly Attempt[];
  readonly gaveUp: boolean;
  /** Connections, of several opened at once, that had no response when the others had one. */
  readonly waiting?: number;
};

/** Opens one connection and follows it to its end; `lastId` is the last message it says it has had, if it says any. */
export type Connect = (attempt: Attempt, lastId?: number) => Promise<void>;

export const begin = (): Attempt => ({ openedAt: now(), messagesAt: [] });

/** Ends an attempt, once. */
export function finish(attempt: Attempt, seen: Ending): void {
  if (attempt.seen !== undefined) return;
  attempt.seen = seen;
  attempt.endedAt = now();
}

/** Notes bytes of the body. */
export function hear(attempt: Attempt): void {
  attempt.firstByteAt ??= now();
}

/** Notes a message, and its number where it has one. */
export function receive(attempt: Attempt, id?: number): void {
  attempt.messagesAt.push(now());
  if (id !== undefined) attempt.lastId = id;
}

/** Reads the status of a response; whether its body is worth reading. An error of a proxy ends the attempt here. */
export function greet(attempt: Attempt, status: number, isOfService: boolean): boolean {
  if (!isOfService && (status === 504 || status === 502)) {
    finish(attempt, `error-${status}`);
    return false;
  }
  attempt.headersAt = now();
  if (status >= 200 && status < 300) return true;
  attempt.status = status;
  return false;
}

/** Takes blocks of an event stream from pieces of text, however they are cut. */
export class Blocks {
  #rest = '';
  readonly #attempt: Attempt;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  read(piece: string): void {
    if (this.#attempt.headersAt === undefined) return;
    hear(this.#attempt);
    const blocks = (this.#rest + piece).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (!/^data: /m.test(block) || /^event: /m.test(block)) continue;
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      receive(this.#attempt, id === undefined ? undefined : Number(id));
    }
  }
}
