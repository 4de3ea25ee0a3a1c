import { connect, createServer, type Socket } from 'node:net';
import type { CleanUp } from './live.ts';
import { listen } from './live.ts';
import { wait } from './stream-client.ts';

/** A network between clients and a proxy: one lasting address, whatever happens behind it. */
export type Relay = {
  readonly port: number;
  /** Leads new connections to another port; without one they are closed at once, as when nothing listens. */
  readonly leadTo: (port: number | undefined) => void;
  /** Connections that clients have made so far. */
  readonly connections: () => number;
  /** Times so far that the middle of a character of several bytes was the end of a packet. */
  readonly cutCharacters: () => number;
};

/**
 * Where bytes can be parted inside a character: between the one that begins it and one that continues it. Nothing where
 * there is no such pair; the first byte of a WebSocket frame only looks like one that continues.
 */
const insideCharacter = (data: Buffer): number =>
  data.findIndex((byte, index) => (byte & 0b1100_0000) === 0b1000_0000 && (data[index - 1] ?? 0) >= 0b1100_0000);

/**
 * Starts a relay. With `cuts`, whatever goes to clients is parted in the middle of its first character of several bytes:
 * one half is on its way before the other, and with it half a line, half a frame.
 */
export async function startRelay(cleanUp: CleanUp, cuts = false): Promise<Relay> {
  let target: number | undefined;
  let connections = 0;
  let cutCharacters = 0;
  const sockets = new Set<Socket>();

  async function pass(from: Socket, to: Socket) {
    try {
      for await (const data of from as AsyncIterable<Buffer>) {
        const at = cuts ? insideCharacter(data) : -1;
        if (at > 0) {
          cutCharacters += 1;
          to.write(data.subarray(0, at));
          await wait(5);
        }
        to.write(data.subarray(Math.max(0, at)));
      }
      to.end();
    } catch {
      to.destroy();
    }
  }

  const server = createServer({ noDelay: true }, (client) => {
    connections += 1;
    client.on('error', () => undefined);
    if (target === undefined) {
      client.destroy();
      return;
    }
    const proxy = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, proxy]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    proxy.once('error', () => client.destroy());
    client.once('close', () => proxy.destroy());
    client.pipe(proxy, { end: false });
    void pass(proxy, client);
  });
  cleanUp(() => {
    for (const socket of sockets) socket.destroy();
  });
  const port = await listen(cleanUp, server);
  return {
    port,
    leadTo: (next) => {
      target = next;
    },
    connections: () => connections,
    cutCharacters: () => cutCharacters,
  };
}
