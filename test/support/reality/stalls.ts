import { now } from '../stream-client.ts';

const TICK_MILLISECONDS = 20;
/** Longer than this the service, the taps and the clients of Node did nothing, so that a run was not the one of its numbers. */
const STALL_MILLISECONDS = 250;

/** Tells whether this process stood still, as it does on a machine that has too much to do. */
export class StallWatch {
  #last = now();
  /** When stalls were over, in milliseconds of `now()`. */
  readonly #overAt: number[] = [];
  readonly #timer = setInterval(() => {
    const at = now();
    if (at - this.#last - TICK_MILLISECONDS > STALL_MILLISECONDS) this.#overAt.push(at);
    this.#last = at;
  }, TICK_MILLISECONDS);

  /** Whether there was a stall from this moment until now. */
  hasStalledSince(moment: number): boolean {
    return this.#overAt.some((at) => at > moment) || now() - this.#last > STALL_MILLISECONDS;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
