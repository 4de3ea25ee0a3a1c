import type { BrowserContext } from '@playwright/test';
import { now } from '../stream-client.ts';
import type { Prepared } from './case.ts';
import { type Result, runCase } from './run-case.ts';
import { StallWatch } from './stalls.ts';

/** Cases that run at once: all of them at first, and those that are worth another run, with fewer beside them. */
const PASSES = [12, 8, 4, 2, 2, 2] as const;
/** Cases that stand together in the list are alike, and start the same programs; so many apart do not. */
const APART = 11;

/** A result, or what kept a case from having one; and whether this process stood still meanwhile. */
export type Outcome = { readonly prepared: Prepared; readonly hasStalled: boolean } & (
  | Result
  | { readonly failure: string }
);

const mixed = <T>(list: readonly T[]): T[] =>
  Array.from({ length: APART }, (_, first) => list.filter((_, index) => index % APART === first)).flat();

async function pass(
  context: BrowserContext,
  watch: StallWatch,
  cases: readonly Prepared[],
  atOnce: number,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = mixed(cases);
  const work = async () => {
    for (let prepared = queue.shift(); prepared; prepared = queue.shift()) {
      const began = now();
      const found = await runCase(context, prepared).catch((error: unknown) => ({ failure: String(error) }));
      outcomes.push({ prepared, ...found, hasStalled: watch.hasStalledSince(began) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

/**
 * Whether load alone may be why a case does not agree: a program did not start, everything was as predicted but late, or
 * this process, which plays the service and most clients, stood still, so that the run was not the one that was predicted.
 * Another event, hop or reason in a run without a stall stands.
 */
function isWorthAnotherRun(outcome: Outcome): boolean {
  if ('failure' in outcome) return true;
  const { differences, delays, hasStalled } = outcome;
  return differences.length > 0 ? hasStalled : delays.length > 0;
}

/** The outcome of every case. */
export async function runMatrix(context: BrowserContext, cases: readonly Prepared[]): Promise<Map<Prepared, Outcome>> {
  const found = new Map<Prepared, Outcome>();
  const watch = new StallWatch();
  let rest = cases;
  for (const atOnce of PASSES) {
    const outcomes = await pass(context, watch, rest, atOnce);
    for (const outcome of outcomes) found.set(outcome.prepared, outcome);
    rest = outcomes.filter(isWorthAnotherRun).map(({ prepared }) => prepared);
  }
  watch.stop();
  return found;
}
