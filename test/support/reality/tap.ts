import { connect, createServer, type Socket } from 'node:net';
import { type CleanUp, listen } from '../live.ts';
import { now } from '../stream-client.ts';

/** Sides of a tap: near is the client's, far the service's. */
type Side = 'near' | 'far';
/** One connection that passed a tap; moments in milliseconds of `now()`. */
export type Passage = {
  readonly openedAt: number;
  /** When bytes came from either side, and from the far one. */
  readonly heardAt: number[];
  readonly farAt: number[];
  /** Which side ended it first. */
  ended?: { readonly by: Side; readonly at: number };
};
/** What stands between two hops, passes everything on, and notes who ends a connection first. */
export type Tap = { readonly port: number; readonly passages: readonly Passage[]; leadTo: (port: number) => void };

/** Starts a tap in front of this port. What one side closes is closed on the other a moment later, so causes come first. */
export async function startTap(cleanUp: CleanUp, port: number): Promise<Tap> {
  let target = port;
  const passages: Passage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    const passage: Passage = { openedAt: now(), heardAt: [], farAt: [] };
    passages.push(passage);
    const watch = (side: Side, from: Socket, to: Socket) => {
      const end = () => {
        passage.ended ??= { by: side, at: now() };
      };
      sockets.add(from);
      from.on('data', () => {
        passage.heardAt.push(now());
        if (side === 'far') passage.farAt.push(now());
      });
      from.once('end', end).once('close', () => {
        end();
        sockets.delete(from);
        to.destroySoon();
      });
      from.on('error', () => {
        end();
        to.resetAndDestroy();
      });
      from.pipe(to);
    };
    watch('near', near, far);
    watch('far', far, near);
  });
  cleanUp(() => {
    for (const socket of sockets) socket.destroy();
  });
  return {
    port: await listen(cleanUp, server),
    passages,
    leadTo: (next) => {
      target = next;
    },
  };
}
