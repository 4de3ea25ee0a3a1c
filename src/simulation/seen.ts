import type { Ending } from '../schema/timeline.ts';
import { firstByteOut } from './delivery.ts';
import type { Course, Finish } from './finish.ts';
import { headersAt } from './stream.ts';

/** Whether the headers of the response have passed this hop before then. */
function hasHeaders({ server, delivery, bytes }: Course, place: number, time: number): boolean {
  if (headersAt(server) >= time) return false;
  const heldBehind = place < delivery.place && delivery.mode !== 'at-once';
  return !heldBehind || firstByteOut(delivery, server, bytes, time) < time;
}

/** Whether the end of the service's connection looks like the end of its response, since nothing else tells it. */
function endsByClosing({ input: { service, hops } }: Course): boolean {
  const oldHttp = hops.some(({ buffering }) => buffering?.upstreamHttp === '1.0');
  return service.framing === 'close' || (service.framing === 'chunked' && oldHttp);
}

/** What the client sees of the end of a connection; of a WebSocket, the code its `close` event reports. */
export function seenOf(course: Course, finish: Finish): Ending {
  const { wire, clientHttp, hops } = course.input;
  if (finish.kind !== 'cut') return wire === 'websocket' && finish.kind !== 'complete' ? 'closed-1001' : 'clean-end';
  if (wire === 'websocket') return 'closed-1006';
  const { reason, place, at, limit } = finish;
  const timeout = (reason === 'idle' || reason === 'total') && limit !== 'clientBodyTimeoutSeconds';
  if (wire === 'poll' || !hasHeaders(course, place, at)) {
    if (timeout) return 'error-504';
    // Whoever stands in front of a hop that leaves answers for it.
    const proxied = hops.slice(1, place).some(({ isPassthrough }) => !isPassthrough);
    return proxied && reason !== 'idle' ? 'error-502' : 'reset';
  }
  if (reason === 'deploy' && place === hops.length - 1 && wire === 'response' && endsByClosing(course))
    return 'clean-end';
  return wire === 'grpc' || clientHttp === 'http2' ? 'reset' : 'truncated';
}
