import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/decide-file.ts';
import { decide, type Verdict } from '../../src/engine/assess.ts';
import { findPath } from '../../src/engine/path.ts';
import { readFor, runNeed, runRule } from '../../src/engine/rule.ts';
import { needs } from '../../src/needs/index.ts';
import { rules } from '../../src/rules/index.ts';
import type { Answers, QuestionId } from '../../src/schema/answers.ts';
import { anyAnswers, anyPath } from '../support/arbitrary-answers.ts';
import { facts, pathNamed, protocolNamed } from '../support/facts.ts';

const verdictOn = (answers: Answers, path?: string): Verdict =>
  decide(answers, findPath(facts.platform, path), facts, catalogue);

const RUNS = { numRuns: 2_000 };
const tierRank = (tier: Verdict['recommendation']['tier']) => tier ?? 0;
const CONFIDENCE = ['low', 'medium', 'high'];

describe('over all answers', () => {
  test('there is one recommendation or a clear none, each candidate once, the winner first', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const { candidates, recommendation } = verdictOn(answers, path);
        const recommended = candidates.filter(({ status }) => status === 'recommended');
        expect(recommended.map(({ protocol }) => protocol)).toEqual(
          recommendation.protocol === null ? [] : [recommendation.protocol],
        );
        expect(new Set(candidates.map(({ protocol }) => protocol)).size).toBe(facts.protocols.length);
        if (recommendation.protocol === null) {
          expect(candidates.filter(({ onMenu, status }) => onMenu && status !== 'excluded')).toEqual([]);
        } else expect(candidates[0]?.protocol).toBe(recommendation.protocol);
      }),
      RUNS,
    );
  });

  test('every exclusion has a blocker, and every blocker names an answer, a limit or a fact of the path', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        for (const { status, findings } of verdictOn(answers, path).candidates) {
          const blockers = findings.filter(({ outcome }) => outcome === 'blocker');
          expect(status === 'excluded').toBe(blockers.length > 0);
          for (const { answers: used, limits, data } of blockers) {
            expect(used.length + limits.length + Object.keys(data).length).toBeGreaterThan(0);
          }
        }
      }),
      RUNS,
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        expect(JSON.stringify(verdictOn(structuredClone(answers), path))).toBe(
          JSON.stringify(verdictOn(answers, path)),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('the tier is the highest of the five dimensions', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const { recommendation, dimensions } = verdictOn(answers, path);
        const tiers = Object.values(dimensions).map(({ tier }) => tierRank(tier));
        expect(tierRank(recommendation.tier)).toBe(Math.max(...tiers));
      }),
      RUNS,
    );
  });

  test('a recycled connection stays within its share of every total cap that holds or can be raised', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const { recommendation, hops } = verdictOn(answers, path);
        const { recycleSeconds } = recommendation;
        if (recycleSeconds === null) return;
        for (const { kind, verdict, proposed } of hops) {
          if (kind !== 'total' || verdict === 'cannot') continue;
          expect(recycleSeconds).toBeLessThanOrEqual((proposed ?? 0) * facts.thresholds.recycleShareRatio.value);
        }
      }),
      RUNS,
    );
  });
});

describe('one answer changed', () => {
  test('"resumable" never raises the tier', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const before = verdictOn(answers, path).recommendation.tier;
        const after = verdictOn({ ...answers, ifCut: 'resume' }, path).recommendation.tier;
        expect(tierRank(after)).toBeLessThanOrEqual(before === null ? 3 : before);
      }),
      RUNS,
    );
  });

  test('more clients never lower the tier', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, fc.integer({ min: 2, max: 1_000 }), (answers, path, factor) => {
        if (answers.peakClients === undefined) return;
        const more = Math.min(1_000_000_000, answers.peakClients * factor);
        const before = verdictOn(answers, path).recommendation.tier;
        const after = verdictOn({ ...answers, peakClients: more }, path).recommendation.tier;
        expect(tierRank(after)).toBeGreaterThanOrEqual(tierRank(before));
      }),
      RUNS,
    );
  });

  test('a heartbeat never changes the verdict of a total cap', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const totals = (heartbeat: 'yes' | 'no') => {
          const { recommendation, hops } = verdictOn({ ...answers, heartbeat }, path);
          return {
            protocol: recommendation.protocol,
            rows: hops.filter(({ kind }) => kind === 'total').map((row) => ({ ...row, bottleneck: 0 })),
          };
        };
        const [yes, no] = [totals('yes'), totals('no')];
        if (yes.protocol === no.protocol) expect(yes.rows).toEqual(no.rows);
      }),
      RUNS,
    );
  });

  test('a body or a header credential always excludes EventSource', () => {
    const given: Answers[] = [{ request: 'body' }, { credentials: 'header' }];
    fc.assert(
      fc.property(anyAnswers, anyPath, fc.constantFrom(...given), (answers, path, change) => {
        const changed = { ...answers, ...change };
        const asked = catalogue.questions.filter(({ applies }) => applies(changed) !== false).map(({ id }) => id);
        if (!Object.keys(change).some((id) => asked.includes(id as QuestionId))) return;
        expect(verdictOn(changed, path).candidates.find(({ protocol }) => protocol === 'sse')?.status).toBe('excluded');
      }),
      RUNS,
    );
  });

  test('leaving an answer out never raises confidence', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, fc.nat(), (answers, path, pick) => {
        const ids = Object.keys(answers);
        if (ids.length === 0) return;
        const { [ids[pick % ids.length] as QuestionId]: _, ...fewer } = answers;
        const level = (given: Answers) => CONFIDENCE.indexOf(verdictOn(given, path).recommendation.confidence.level);
        expect(level(fewer)).toBeLessThanOrEqual(level(answers));
      }),
      { numRuns: 4_000 },
    );
  });
});

describe('what rules read', () => {
  const watch = (answers: Answers, seen: Set<string>) =>
    new Proxy(answers, {
      get: (target, key) => {
        seen.add(String(key));
        return Reflect.get(target, key);
      },
    });

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s checks only the answers it declares', (_, rule) => {
    const declared = new Set<string>([...rule.answers, ...(rule.alsoReads ?? [])]);
    fc.assert(
      fc.property(anyAnswers, anyPath, fc.constantFrom(...facts.protocols), (answers, pathId, protocol) => {
        const seen = new Set<string>();
        const watched: typeof rule = {
          ...rule,
          check: (given, limits, subject) => rule.check(watch(given, seen) as typeof given, limits, subject),
        };
        const plan = { kind: 'single', lifetimeSeconds: answers.longestRunSeconds } as const;
        const limits = {
          totalCapSeconds: { value: 300, references: [] },
          totalCapMaximumSeconds: { value: 3600, references: [] },
        };
        runRule(
          watched,
          readFor(watched, answers),
          { protocol, path: pathNamed(pathId), plan, heartbeatSeconds: 15 },
          limits,
          facts.thresholds,
        );
        expect([...seen].filter((id) => !declared.has(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test.each(needs.map((need) => [need.id, need] as const))('%s looks only at the answers it declares', (_, need) => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, pathId) => {
        const seen = new Set<string>();
        const watched: typeof need = {
          ...need,
          holds: (given, limits, path) => need.holds(watch(given, seen) as typeof given, limits, path),
        };
        runNeed(watched, answers, pathNamed(pathId), facts.thresholds);
        expect([...seen].filter((id) => !(need.answers as readonly string[]).includes(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test('the facts are never changed', () => {
  const before = JSON.stringify(facts);
  fc.assert(
    fc.property(anyAnswers, anyPath, (answers, path) => void verdictOn(answers, path)),
    { numRuns: 200 },
  );
  expect(JSON.stringify(facts)).toBe(before);
  expect(protocolNamed('sse').carries).toContain('server-streams');
});
