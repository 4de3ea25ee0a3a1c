import { now, wait } from '../stream-client.ts';
import { type Attempt, begin, type Connect, type Session } from './attempt.ts';
import type { RealityCase } from './case.ts';
import type { Play } from './play.ts';

/** A program that connects, and comes back as the numbers say. */
export async function runApplication(given: RealityCase, play: Play, connect: Connect): Promise<Session> {
  const { client, service, mostConnections = 1 } = given;
  const { comingBack } = client;
  if (comingBack.kind !== 'application') throw new Error(`${given.name}: only a browser is an EventSource`);
  const { comesBack, backOff, mostAttempts = Number.POSITIVE_INFINITY } = comingBack;
  const attempts: Attempt[] = [];
  let lastId: number | undefined;
  let failures = 0;
  for (;;) {
    const attempt = begin();
    attempts.push(attempt);
    await connect(attempt, lastId);
    // A request that never reached the service was not ended by it.
    const ownEnd = play.served.findLast(({ openedAt }) => openedAt >= attempt.openedAt)?.ownEnd;
    if (service.missed === 'replay') lastId = attempt.lastId ?? lastId ?? 0;
    const isPlanned = ownEnd === 'recycle' || ownEnd === 'told';
    failures = attempt.headersAt === undefined ? failures + 1 : 1;
    if (ownEnd === 'complete') return { attempts, gaveUp: false };
    if (!isPlanned && (!comesBack || failures > mostAttempts)) return { attempts, gaveUp: true };
    if (attempts.length === mostConnections) return { attempts, gaveUp: false };
    const { firstSeconds, factor, mostSeconds } = backOff;
    const after = (attempt.endedAt ?? now()) + Math.min(mostSeconds, firstSeconds * factor ** (failures - 1)) * 1000;
    await wait(after - now());
  }
}
