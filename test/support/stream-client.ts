import { type IncomingMessage, type RequestOptions, request } from 'node:http';

/** A piece of a response and the moment it arrived. */
type Piece = { readonly text: string; readonly at: number };
/** What a client saw of one request: status, when the header came, the pieces, and whether the end was a proper one. */
export type Seen = {
  readonly status: number;
  readonly headerAfter: number;
  readonly pieces: readonly Piece[];
  readonly isWhole: boolean;
};

/** Milliseconds since a fixed moment; only differences mean something. */
export const now = (): number => performance.now();

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

function read(response: IncomingMessage, started: number): Promise<Seen> {
  const headerAfter = now() - started;
  const pieces: Piece[] = [];
  return new Promise((resolve) => {
    const finish = (isWhole: boolean) => resolve({ status: response.statusCode ?? 0, headerAfter, pieces, isWhole });
    response.on('data', (data) => pieces.push({ text: String(data), at: now() }));
    response.on('end', () => finish(response.complete)).on('error', () => finish(false));
  });
}

/** Opens a request and leaves it open; `seen` is there when it has ended, `close` ends it from here. */
export function open(port: number, path: string, options: RequestOptions = {}, body: readonly string[] = []) {
  const started = now();
  const going = request({ host: '127.0.0.1', port, path, agent: false, ...options });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    going.once('response', resolve).once('error', reject);
  });
  const seen = response.then((found) => read(found, started));
  const send = async () => {
    for (const [index, piece] of body.entries()) {
      if (index > 0) await wait(PACE);
      going.write(piece);
    }
    going.end();
  };
  void send();
  return { response, seen, close: () => void going.destroy() };
}

/** Milliseconds between two pieces, far above what one machine needs to pass one on. */
export const PACE = 150;
