import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SimulationInput } from '../../src/simulation/input.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { anyInput } from './arbitrary-input.ts';

const RUNS = { numRuns: 1_000 };
const MOST_EVENTS = 500;

/** The same input without heartbeats, or with these. */
const beating = (input: SimulationInput, heartbeatSeconds?: number): SimulationInput => {
  const { heartbeatSeconds: _, ...service } = input.service;
  return { ...input, service: heartbeatSeconds === undefined ? service : { ...service, heartbeatSeconds } };
};
const firstCut = (input: SimulationInput) => simulate(input).events.find(({ kind }) => kind === 'cut');
/** When the first connection ends, however it does. */
function firstEnd(input: SimulationInput): number {
  const ends = ['cut', 'planned-recycle', 'end', 'continues', 'gives-up'];
  return simulate(input).events.find(({ kind }) => ends.includes(kind))?.atSeconds ?? Number.POSITIVE_INFINITY;
}

describe('for every input', () => {
  test('it ends, with a bounded number of events, in order of time', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { events, shownSeconds } = simulate(input);
        expect(events.length).toBeLessThanOrEqual(MOST_EVENTS);
        let last = 0;
        for (const { atSeconds, untilSeconds = atSeconds, kind } of events) {
          expect(Number.isFinite(untilSeconds)).toBe(true);
          expect(atSeconds).toBeGreaterThanOrEqual(last);
          expect(untilSeconds).toBeGreaterThanOrEqual(atSeconds);
          if (kind !== 'reconnect') expect(untilSeconds).toBeLessThanOrEqual(shownSeconds);
          last = atSeconds;
        }
        expect(['end', 'gives-up', 'continues']).toContain(events.at(-1)?.kind);
      }),
      RUNS,
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(JSON.stringify(simulate(structuredClone(input)))).toBe(JSON.stringify(simulate(input)));
      }),
      { numRuns: 300 },
    );
  });

  test('every message is delivered, replayed, made up for, lost or still on its way', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { sent, delivered, replayed, replaced, lost, pending, repeated } = simulate(input).totals;
        expect(delivered + replayed + replaced + lost + pending).toBe(sent);
        for (const count of [sent, delivered, replayed, replaced, lost, pending])
          expect(count).toBeGreaterThanOrEqual(0);
        expect(repeated).toBeLessThanOrEqual(delivered);
      }),
      RUNS,
    );
  });

  test('the messages that are told are those that count', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { events, totals } = simulate(input);
        const told = (...kinds: string[]) =>
          events.reduce((sum, { kind, data }) => sum + (kinds.includes(kind) ? Number(data['messages']) : 0), 0);
        expect(told('replayed')).toBe(totals.replayed);
        expect(told('replaced')).toBe(totals.replaced);
        expect(told('lost')).toBe(totals.lost);
        // Replays that a hop held back are told twice: as they arrive, and as replays.
        const messages = told('message');
        expect(messages).toBeGreaterThanOrEqual(totals.delivered);
        expect(messages).toBeLessThanOrEqual(totals.delivered + totals.replayed);
      }),
      RUNS,
    );
  });

  test('a total limit cuts at its time and no other, and no heartbeat postpones it', () => {
    fc.assert(
      fc.property(anyInput, fc.constantFrom(0.02, 1, 15), (input, heartbeatSeconds) => {
        const cut = firstCut(beating(input));
        if (cut?.reason !== 'total' || input.wire === 'poll') return;
        expect(cut.data['afterSeconds']).toBeCloseTo(Number(cut.data['limitSeconds']), 5);
        if (cut.connection > 1) return;
        const { kind, atSeconds, hop, limit, reason } = cut;
        const beaten = firstCut(beating(input, heartbeatSeconds));
        expect(beaten?.atSeconds).toBeLessThanOrEqual(atSeconds);
        // While a gRPC client sends, the first heartbeat is what a limit on the service's silence waits for.
        if (input.wire !== 'grpc') expect(beaten).toMatchObject({ kind, atSeconds, hop, limit, reason });
      }),
      RUNS,
    );
  });

  test('a longer limit never ends the first connection earlier', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(), fc.integer({ min: 2, max: 100 }), (input, pick, factor) => {
        const places = input.hops.flatMap(({ limits }, hop) => limits.map((_, limit) => ({ hop, limit })));
        const place = places[pick % Math.max(1, places.length)];
        if (!place) return;
        const hops = input.hops.map((hop, index) => {
          if (index !== place.hop) return hop;
          const raise = (limit: (typeof hop.limits)[number], at: number) =>
            at === place.limit ? { ...limit, seconds: limit.seconds * factor } : limit;
          return { ...hop, limits: hop.limits.map(raise) };
        });
        expect(firstEnd({ ...input, hops })).toBeGreaterThanOrEqual(firstEnd(input));
      }),
      RUNS,
    );
  });

  test('every cut names a limit of a hop, or a change of the platform', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { kind, hop, limit, reason, seen, data } of simulate(input).events) {
          if (kind !== 'cut') continue;
          expect(seen).toBeDefined();
          const at = input.hops.find(({ id }) => id === hop);
          const changes = (input.disturbances ?? []).flatMap((change) => (change.kind === reason ? [change.hop] : []));
          if (reason === 'deploy') expect(changes).toContain(hop);
          else if (reason === 'reload')
            expect([changes.includes('nginx'), hop, limit]).toEqual([true, 'nginx', 'reloadDrainSeconds']);
          else if (reason === 'drain') expect([hop, limit]).toEqual(['classic-alb', 'drainingTimeoutSeconds']);
          else
            expect(at?.limits.map((record) => [record.key, record.kind, record.seconds])).toContainEqual([
              limit,
              reason,
              data['limitSeconds'],
            ]);
        }
      }),
      RUNS,
    );
  });
});
