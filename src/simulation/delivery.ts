import { END_OF_TIME } from './clock.ts';
import type { SimulationInput } from './input.ts';
import { beatsUpTo, firstByte, headersAt, messagesUpTo, type Stream } from './stream.ts';

/**
 * When bytes of a response leave a hop, mildest first. at-once: as they come. with-first-byte: the headers wait for the
 * body. in-lumps: whenever a buffer is full, and the rest at the end. at-end: all of it at the end.
 */
const modes = ['at-once', 'with-first-byte', 'in-lumps', 'at-end'] as const;
type DeliveryMode = (typeof modes)[number];

/** What the strictest buffering hop of the path does; `place` is its index among the hops. */
export type Delivery = { readonly mode: DeliveryMode; readonly place: number; readonly bufferBytes: number };

/** Nginx's `proxy_buffer_size` and `proxy_buffers` on most machines: one memory page. */
const BUFFER_BYTES = 4096;
const HEADER_BYTES = 150;
const MESSAGE_BYTES = 200;
/** A comment line of a few words. */
const HEARTBEAT_BYTES = 14;

/** How the path delivers the response; what each hop does was measured with Nginx, by framing, HTTP version and gzip. */
export function deliveryOf({ wire, hops, service }: SimulationInput): Delivery {
  let delivery: Delivery = { mode: 'at-once', place: hops.length, bufferBytes: BUFFER_BYTES };
  if (wire !== 'response') return delivery;
  let { framing } = service;
  // From the service outwards: each proxy tells the next the end of the response in chunks, unless it knows the length.
  for (let place = hops.length - 1; place >= 0; place -= 1) {
    const buffering = hops[place]?.buffering;
    if (!buffering) continue;
    const { upstreamHttp, gzip, readsToEnd, bufferBytes = BUFFER_BYTES } = buffering;
    const told = framing === 'chunked' && upstreamHttp === '1.0' ? 'close' : framing;
    const mode = readsToEnd || gzip ? 'at-end' : told === 'chunked' ? 'with-first-byte' : 'in-lumps';
    if (modes.indexOf(mode) > modes.indexOf(delivery.mode)) delivery = { mode, place, bufferBytes };
    if (framing !== 'length') framing = 'chunked';
  }
  return delivery;
}

/** Bytes of one response as they come from the service. */
export class Bytes {
  readonly #stream: Stream;
  /** Messages of earlier connections that are sent again at the beginning. */
  readonly #replays: number;
  readonly #service: SimulationInput['service'];
  readonly bufferBytes: number;

  constructor(stream: Stream, replays: number, { service }: SimulationInput, { bufferBytes }: Delivery) {
    this.#stream = stream;
    this.#replays = replays;
    this.#service = service;
    this.bufferBytes = bufferBytes;
  }

  #upTo(time: number): number {
    const {
      messageBytes = MESSAGE_BYTES,
      heartbeatBytes = HEARTBEAT_BYTES,
      headerBytes = HEADER_BYTES,
    } = this.#service;
    if (time < headersAt(this.#stream)) return 0;
    const messages = this.#replays + messagesUpTo(this.#stream, time);
    return headerBytes + messages * messageBytes + beatsUpTo(this.#stream, time) * heartbeatBytes;
  }

  /** Full buffers that have left until then, inclusive. */
  lumpsUpTo(time: number): number {
    return Math.floor(this.#upTo(time) / this.bufferBytes);
  }

  /** When buffer number `lump`, from 1, is full; `by` is a time at which it is. */
  lumpAt(lump: number, by: number): number {
    let low = this.#stream.start;
    let high = by;
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      if (this.lumpsUpTo(middle) >= lump) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Messages, replays first, that have left whole with the full buffers until then. */
  passedUpTo(time: number): number {
    const lumps = this.lumpsUpTo(time);
    if (lumps === 0) return 0;
    const at = this.lumpAt(lumps, time);
    const { messageBytes = MESSAGE_BYTES } = this.#service;
    const messages = this.#replays + messagesUpTo(this.#stream, at);
    const before = at > this.#stream.start ? this.#replays + messagesUpTo(this.#stream, at - 1) : 0;
    // What filled the buffer goes on into the next one, unless it fits exactly.
    const left = Math.ceil((this.#upTo(at) - lumps * this.bufferBytes) / messageBytes);
    return messages - Math.min(messages - before, left);
  }

  /**
   * When a hop in front of the buffering one would have waited this long for a byte: after the beginning, or between two
   * lumps. Looked for in the first lumps only.
   */
  quietAfterLump(length: number): number {
    const MOST_LUMPS = 200;
    let at = this.#stream.start;
    for (let turn = 0; turn < MOST_LUMPS; turn += 1) {
      if (at + length > END_OF_TIME) break;
      const lumps = this.lumpsUpTo(at + length - 1);
      if (lumps === this.lumpsUpTo(at)) return at;
      at = this.lumpAt(lumps, at + length - 1);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** When the first byte of the body reaches the client, as far as full buffers bring it; Infinity if none is full by then. */
  firstLump(by: number): number {
    return this.lumpsUpTo(by) > 0 ? this.lumpAt(1, by) : Number.POSITIVE_INFINITY;
  }
}

/** What the first byte of the body waits for in this mode, as seen from a hop in front of the buffering one. */
export function firstByteOut(delivery: Delivery, stream: Stream, bytes: Bytes, by: number): number {
  switch (delivery.mode) {
    case 'at-end':
      return Number.POSITIVE_INFINITY;
    case 'in-lumps':
      return bytes.firstLump(by);
    default:
      return firstByte(stream);
  }
}
