import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/decide-file.ts';
import { decide, type Verdict } from '../../src/engine/assess.ts';
import { findPath } from '../../src/engine/path.ts';
import { questionsToAsk } from '../../src/engine/question.ts';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import type { Timeline, TimelineEvent, Timelines } from '../../src/schema/timeline.ts';
import { timelinesOf } from '../../src/simulation/timelines.ts';
import { anyAnswers, anyPath } from '../support/arbitrary-answers.ts';
import { facts } from '../support/facts.ts';
import { CENTURY_SECONDS } from './arbitrary-input.ts';

const RUNS = { numRuns: 1_000 };
const MOST_EVENTS = 500;

type Case = { readonly verdict: Verdict; readonly timelines: Timelines };
function caseOf(answers: Answers, pathId: string): Case {
  const path = findPath(facts.platform, pathId);
  const verdict = decide(answers, path, facts, catalogue);
  return { verdict, timelines: timelinesOf(verdict, path, facts) };
}
const both = ({ today, proposed }: Timelines): Timeline[] => [today, proposed].flatMap((timeline) => timeline ?? []);
const cutsOf = (timeline: Timeline | null): TimelineEvent[] =>
  (timeline?.events ?? []).filter(({ kind }) => kind === 'cut');

/** Extremes a link may carry: a message each 20 ms for a hundred years. */
const anyExtreme: fc.Arbitrary<Answers> = fc
  .tuple(anyAnswers, fc.constantFrom(0.02, 1, CENTURY_SECONDS), fc.constantFrom(0, 0.02, 3_600, CENTURY_SECONDS))
  .chain(([answers, updateIntervalSeconds, longestSilenceSeconds]) =>
    fc
      .constantFrom<NonNullable<Answers['longestRunSeconds']>>(OPEN_ENDED, CENTURY_SECONDS, 0.02)
      .map((longestRunSeconds) => ({ ...answers, updateIntervalSeconds, longestSilenceSeconds, longestRunSeconds })),
  );

describe('over all answers and paths', () => {
  test.each([
    ['usual answers', anyAnswers],
    ['extreme answers', anyExtreme],
  ])('%s: timelines end, with bounded events in order of time, or say why there is none', (_, answersOf) => {
    fc.assert(
      fc.property(answersOf, anyPath, (answers, path) => {
        const { timelines } = caseOf(answers, path);
        expect(timelines.today === null).toBe(timelines.absence !== undefined);
        expect(timelines.proposed === null).toBe(timelines.absence !== undefined);
        expect(timelines.missing.length > 0).toBe(timelines.absence === 'unanswered');
        const asked = questionsToAsk(catalogue.questions, answers).map(({ id }) => id);
        for (const id of timelines.missing) expect(asked).toContain(id);
        expect(new Set(timelines.assumptions).size).toBe(timelines.assumptions.length);
        for (const { events, totals } of both(timelines)) {
          expect(events.length).toBeLessThanOrEqual(MOST_EVENTS);
          const times = events.map(({ atSeconds }) => atSeconds);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          const { sent, delivered, replayed, replaced, lost, pending } = totals;
          expect(delivered + replayed + replaced + lost + pending).toBe(sent);
        }
      }),
      RUNS,
    );
  });

  test('every cut names a limit of the path, with the value it has', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, pathId) => {
        const { timelines } = caseOf(answers, pathId);
        const { hops } = findPath(facts.platform, pathId);
        for (const { hop, limit, data } of cutsOf(timelines.today)) {
          const record = hops.find(({ id }) => id === hop)?.limits[limit ?? 'replicas'];
          expect(limit).toBeDefined();
          expect(data['limitSeconds']).toBe(record?.value);
        }
        for (const { hop, limit } of cutsOf(timelines.proposed))
          expect(hops.find(({ id }) => id === hop)?.limits).toHaveProperty(limit ?? '');
      }),
      RUNS,
    );
  });

  test('with the advice followed, no limit cuts that the table of hops calls solved', () => {
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const { verdict, timelines } = caseOf(answers, path);
        for (const { hop, limit } of cutsOf(timelines.proposed)) {
          const row = verdict.hops.find((known) => known.hop === hop && known.limit === limit);
          expect(['cannot', 'unknown'], `${hop}.${limit}`).toContain(row?.verdict);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('where nothing needs a change, today is what is proposed', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyAnswers, anyPath, (answers, path) => {
        const { verdict, timelines } = caseOf(answers, path);
        const { recycleSeconds, heartbeatSeconds } = verdict.recommendation;
        const holds = verdict.hops.every((row) => row.verdict === 'holds');
        const changes = verdict.actions.some(({ kind }) => kind === 'limit' || kind === 'setting');
        const beats = heartbeatSeconds !== null || verdict.answers.heartbeat === 'yes';
        if (!holds || changes || beats || recycleSeconds !== null || !timelines.today) return;
        compared += 1;
        expect(timelines.proposed).toEqual(timelines.today);
      }),
      RUNS,
    );
    expect(compared).toBeGreaterThan(10);
  });
});
