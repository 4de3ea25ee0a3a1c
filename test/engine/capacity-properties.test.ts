import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/decide-file.ts';
import { decide, type Verdict } from '../../src/engine/assess.ts';
import { findPath } from '../../src/engine/path.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Capacity } from '../../src/schema/capacity.ts';
import { anyAnswers, anyPath } from '../support/arbitrary-answers.ts';
import { facts, t } from '../support/facts.ts';

const verdictOn = (answers: Answers, path: string): Verdict =>
  decide(answers, findPath(facts.platform, path), facts, catalogue);
const RUNS = { numRuns: 800 };

/** Every number of a capacity with the way to it. */
function numbersOf(value: unknown, way = ''): [way: string, number: number][] {
  if (typeof value === 'number') return [[way, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, `${way}.${key}`));
}

test('every number is finite and not negative, and counts are whole', () => {
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => {
      for (const [way, number] of numbersOf(verdictOn(answers, path).capacity)) {
        expect(Number.isFinite(number) && number >= 0, way).toBe(true);
        if (/streams|connections|replicas|needed|bytes|descriptors/i.test(way))
          expect(Number.isInteger(number), way).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('while an answer is missing the figures that need it are null, never zero', () => {
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => {
      const { capacity } = verdictOn(answers, path);
      const { missing, peakStreams, hops, reconnects } = capacity;
      expect(new Set(missing).size).toBe(missing.length);
      for (const id of missing) expect(answers[id]).toBeUndefined();
      if (missing.includes('peakClients') || missing.includes('connectionsPerClient')) expect(peakStreams).toBeNull();
      if (peakStreams === null) {
        expect(reconnects).toBeNull();
        for (const hop of hops)
          expect([hop.connections, hop.replicasNeeded, hop.memoryBytes]).toEqual([null, null, null]);
      } else expect(peakStreams).toBe((answers.peakClients ?? 0) * (capacity.formulas[0]?.values.connectionsEach ?? 0));
      if (reconnects) expect(missing.filter((id) => id !== 'edgeHttp')).toEqual([]);
    }),
    RUNS,
  );
});

test('more clients never need less', () => {
  const needs = ({ hops }: Capacity) =>
    hops.flatMap((hop) => [
      hop.replicasNeeded,
      hop.connections,
      hop.connectionsPerWorkerNeeded,
      hop.fileDescriptorsPerWorker,
      hop.memoryBytes,
      hop.ephemeralPorts?.needed ?? null,
    ]);
  fc.assert(
    fc.property(anyAnswers, anyPath, fc.integer({ min: 1, max: 100_000 }), (answers, path, extra) => {
      if (answers.peakClients === undefined) return;
      const before = verdictOn(answers, path);
      const after = verdictOn({ ...answers, peakClients: answers.peakClients + extra }, path);
      // More clients may lead to another protocol, which is another case.
      if (after.recommendation.protocol !== before.recommendation.protocol) return;
      const [less, more] = [needs(before.capacity), needs(after.capacity)];
      expect(less.map((figure) => figure === null)).toEqual(more.map((figure) => figure === null));
      for (const [index, figure] of less.entries()) expect(more[index] ?? 0).toBeGreaterThanOrEqual(figure ?? 0);
    }),
    RUNS,
  );
});

test('what a hop is said to hold is what its replicas hold', () => {
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => {
      for (const hop of verdictOn(answers, path).capacity.hops) {
        const { replicasToday, replicasNeeded, verdict, fileDescriptorsPerWorker, connectionsPerWorkerNeeded } = hop;
        if (replicasToday === null || replicasNeeded === null) expect(verdict).toBe('unknown');
        else expect(verdict === 'holds').toBe(replicasNeeded <= replicasToday);
        expect(fileDescriptorsPerWorker ?? 1).toBeGreaterThan(connectionsPerWorkerNeeded ?? 0);
      }
    }),
    RUNS,
  );
});

const RULES = { 'exhausted-proxy': 'nginx', 'exhausted-service': 'service' } as const;

test('it says what the rules about connections say', () => {
  let agreed = 0;
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => {
      const { candidates, recommendation, capacity } = verdictOn(answers, path);
      if (recommendation.protocol === null || capacity.peakStreams === null) return;
      for (const { rule, outcome } of candidates[0]?.findings ?? []) {
        const component = RULES[rule as keyof typeof RULES];
        if (!component) continue;
        const hop = capacity.hops.find((known) => known.component === component);
        expect(hop?.verdict, rule).toBe(outcome === 'concern' ? 'add' : 'holds');
        agreed += 1;
      }
    }),
    RUNS,
  );
  expect(agreed).toBeGreaterThan(50);
});

test('it says what the rule about reconnects says', () => {
  let agreed = 0;
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => {
      const { candidates, capacity } = verdictOn(answers, path);
      const { periodSeconds, normalPerSecond } = capacity.reconnects ?? {};
      const storm = candidates[0]?.findings.find(({ rule }) => rule === 'reconnect-storm');
      if (!storm || !periodSeconds || normalPerSecond === undefined || normalPerSecond === null) return;
      const most = t('reconnectsPerSecond');
      if (storm.code === 'calm') expect(normalPerSecond).toBeLessThanOrEqual(most);
      if (storm.code === 'storm-even-when-extended') expect(normalPerSecond).toBeGreaterThan(most);
      if (storm.code === 'storm-when-standard') expect(normalPerSecond).toBeLessThanOrEqual(most);
      agreed += 1;
    }),
    { numRuns: 2_500 },
  );
  expect(agreed).toBeGreaterThan(20);
});
