import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SimulatedLimit, SimulationInput } from '../../src/simulation/input.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { readText } from '../support/facts.ts';
import { newest } from '../support/nginx.ts';
import type { Prepared } from '../support/reality/case.ts';
import { allCases } from '../support/reality/cases/index.ts';
import { compare } from '../support/reality/compare.ts';
import { type Outcome, runMatrix } from '../support/reality/matrix.ts';
import { prepare } from '../support/reality/prepare.ts';
import type { Result } from '../support/reality/run-case.ts';
import { predictedSights } from '../support/reality/sights.ts';
import { countsOf, tableOf, wayOf } from '../support/reality/table.ts';
import { openBrowser } from '../support/sample-page.ts';

// Only the files for Nginx are used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

const MINUTES_5 = 300_000;
/** The programs are found, the files generated and the certificate made before anything is timed. */
const cases: readonly Prepared[] = allCases.map(prepare);
const titleOf = ({ given }: Prepared): string => `${given.protocol}, ${given.name}: ${wayOf(given)}`;

let browser: Browser;
let found: Map<Prepared, Outcome>;

beforeAll(async () => {
  newest();
  browser = await openBrowser(['--renderer-process-limit=1']);
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  await context.newPage();
  found = await runMatrix(context, cases);
}, MINUTES_5);
afterAll(() => browser.close());

function resultOf(prepared: Prepared | undefined): Result {
  const outcome = prepared && found.get(prepared);
  if (!outcome) throw new Error('no such case');
  if ('failure' in outcome) throw new Error(outcome.failure);
  return outcome;
}

describe('what was predicted was measured', () => {
  test.for(cases.map((prepared) => [titleOf(prepared), prepared] as const))('%s', ([, prepared]) => {
    const { differences, delays } = resultOf(prepared);
    expect([...differences, ...delays]).toEqual([]);
  });

  test('in cases of which each is another', () => {
    expect(new Set(cases.map(titleOf)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  test('as the table and the README say', async ({ annotate }) => {
    const outcomes = cases.map(
      (prepared) => found.get(prepared) ?? { prepared, failure: 'did not run', hasStalled: false },
    );
    const largest = Math.max(...outcomes.map((one) => ('failure' in one ? 0 : one.largestSeconds)));
    await annotate(`largest difference: ${largest.toFixed(3)} s`);
    await expect(tableOf(outcomes)).toMatchFileSnapshot('predicted-and-measured.md');
    expect(readText('README.md').replace(/\s+/g, ' ')).toContain(`${countsOf(outcomes).cases} real runs`);
  });
});

/** The limits of every hop, changed. */
const withLimits =
  (change: (limit: SimulatedLimit) => SimulatedLimit) =>
  (input: SimulationInput): SimulationInput => ({
    ...input,
    hops: input.hops.map((hop) => ({ ...hop, limits: hop.limits.map(change) })),
  });
const asTotal = withLimits(({ key, seconds }) => ({ key, kind: 'total', seconds }));
const asIdle = withLimits(({ key, seconds }) => ({ key, kind: 'idle', seconds, scope: 'response' }));
const service =
  (change: Partial<SimulationInput['service']>) =>
  (input: SimulationInput): SimulationInput => ({ ...input, service: { ...input.service, ...change } });
const NEVER = 1_000;

describe('a wrong prediction is noticed', () => {
  test.for([
    ['sse, silence above the idle cap: E', 'an idle cap as a total one', asTotal],
    ['http-stream, total cap, heartbeats', 'a total cap as an idle one', asIdle],
    ['sse, heartbeats below the idle cap', 'no heartbeats', service({ heartbeatSeconds: NEVER })],
    ['sse, pod killed, ids', 'no ids', service({ missed: 'none' })],
    ['http-stream, pod killed, ended by closing', 'another framing', service({ framing: 'chunked' })],
    [
      'http-stream, silence after three tokens, chunked: f',
      'another HTTP version',
      (input: SimulationInput) => ({ ...input, clientHttp: 'http2' as const }),
    ],
    [
      'http-stream, buffering, HTTP/1.0: ',
      'no buffering',
      (input: SimulationInput) => ({ ...input, hops: input.hops.map(({ buffering: _, ...hop }) => hop) }),
    ],
    [
      'websocket, idle cap of Nginx below the total cap',
      'limits of the next hop',
      (input: SimulationInput) => ({
        ...input,
        hops: input.hops.map((hop, index) => ({ ...hop, limits: input.hops[(index + 1) % 4]?.limits ?? [] })),
      }),
    ],
    [
      'sse, planned recycle: ',
      'no recycle',
      ({ recycle: _, ...input }: SimulationInput) => ({ ...input, runSeconds: 4.6 }),
    ],
    [
      'sse, the service answers 204',
      'a stream that begins again',
      (input: SimulationInput) => ({
        ...input,
        client: { comingBack: { kind: 'event-source' as const, retrySeconds: 0.5, whenOver: 'begins-again' as const } },
      }),
    ],
  ] as const)('%s: %s', ([name, , change]) => {
    const { prepared, predicted, measured } = resultOf(cases.find((one) => titleOf(one).startsWith(name)));
    expect(compare(predicted, measured).differences).toEqual([]);
    const { differences, delays } = compare(predictedSights(simulate(change(prepared.input))), measured);
    expect([...differences, ...delays]).not.toEqual([]);
  });

  test('every event at another time', () => {
    const { predicted, measured } = resultOf(cases[0]);
    const later = predicted.map((sight) => ({ ...sight, atSeconds: sight.atSeconds + 1 }));
    expect(compare(later, measured).delays).toHaveLength(predicted.length);
  });

  test('a status that is stated as not modelled really differs', () => {
    for (const prepared of cases.filter(({ given }) => given.notModelled === 'error-status')) {
      const { predicted, measured } = resultOf(prepared);
      expect(compare(predicted, measured).differences, titleOf(prepared)).not.toEqual([]);
    }
  });
});
