import { monitorEventLoopDelay } from 'node:perf_hooks';import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import type { BrowserContext } from '@playwright/test';
import type { Prepared } from './case.ts';
import { type Result, runCase } from './run-case.ts';

/** Cases that run at once: all of them at first, and those that were late again, with fewer beside them. */
const PASSES = [12, 4, 2] as const;
/** Cases that stand together in the list are alike, and start the same programs; so many apart do not. */
const APART = 11;

/** A result, or what kept a case from having one. */
export type Outcome = Result | { readonly prepared: Prepared; readonly failure: string };

const mixed = <T>(list: readonly T[]): T[] =>
  Array.from({ length: APART }, (_, first) => list.filter((_, index) => index % APART === first)).flat();

async function pass(context: BrowserContext, cases: readonly Prepared[], atOnce: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = mixed(cases);
  const work = async () => {
    for (let prepared = queue.shift(); prepared; prepared = queue.shift()) {
      const failed = (error: unknown): Outcome => ({ prepared, failure: String(error) });
      outcomes.push(await runCase(context, prepared).catch(failed));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

/** Late, and nothing else: worth running again, since load alone may be the cause. */
const isOnlyLate = (outcome: Outcome): boolean =>
  'failure' in outcome || (outcome.differences.length === 0 && outcome.delays.length > 0);

/** The outcome of every case. */
export async function runMatrix(context: BrowserContext, cases: readonly Prepared[]): Promise<Map<Prepared, Outcome>> {
  const found = new Map<Prepared, Outcome>();
  let rest = cases;
  for (const atOnce of PASSES) {
    const h = monitorEventLoopDelay({ resolution: 5 }); h.enable(); const t0 = performance.now();const c0 = process.cpuUsage();
    const outcomes = await pass(context, rest, atOnce);
    h.disable(); const c = process.cpuUsage(c0); console.log('PASS', atOnce, rest.length, ((performance.now() - t0) / 1000).toFixed(1), 's; loop delay ms p50', h.percentile(50) / 1e6, 'p99', h.percentile(99) / 1e6, 'p99.9', h.percentile(99.9) / 1e6, 'max', h.max / 1e6, 'cpu', (c.user + c.system) / 1e6, require('node:os').loadavg()[0]);
    for (const outcome of outcomes) found.set(outcome.prepared, outcome);
    rest = outcomes.filter(isOnlyLate).map(({ prepared }) => prepared);
  }
  return found;
}
