import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import { own, situations, still } from '../support/alert-situations.ts';
import { type Case, filesOf, onlyKnowing } from '../support/generator-input.ts';
import { type RuleTest, testRules, testShown } from '../support/prometheus.ts';
import { texts } from '../support/texts.ts';

// Only these files are wanted here; making the others takes its time.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/monitoring.ts')).default],
}));

const service = { name: 'chat-api', namespace: 'shop' };
const cases: { readonly [name: string]: Case } = {
  'a stream that is recycled': {
    answers: {
      useCase: 'job-progress',
      conversation: 'server-streams',
      ifCut: 'resume',
      longestRunSeconds: 'open-ended',
      peakClients: 12_000,
      connectionsPerClient: 1,
      firstByteSeconds: 5,
    },
    facts: onlyKnowing('sse'),
    service,
  },
  'a WebSocket of a small team': {
    answers: {
      conversation: 'interleaved',
      ifCut: 'resume',
      longestRunSeconds: 7200,
      peakClients: 20,
      connectionsPerClient: 2,
    },
    facts: onlyKnowing('websocket'),
    service,
    locale: 'zh-cn',
  },
  'a job that is watched': {
    answers: { useCase: 'ai-agent', conversation: 'server-streams', ifCut: 'must-finish', longestRunSeconds: 1800 },
    service,
  },
  'events for partners': { answers: { useCase: 'partner-events' }, facts: onlyKnowing('webhook'), service },
  'a slow reply': {
    answers: { conversation: 'single-reply', ifCut: 'retry', longestRunSeconds: 90 },
    facts: onlyKnowing('http'),
    service,
  },
};

type Rule = { readonly alert?: string; readonly expr: string; readonly for?: string };
const rulesOf = (file: GeneratedFile): Rule[] =>
  parse(file.text).groups.flatMap(({ rules }: { rules: Rule[] }) => rules);
const alertsOf = (file: GeneratedFile) =>
  rulesOf(file).filter((rule): rule is Rule & { alert: string } => !!rule.alert);
const ruleFiles = (given: Case): GeneratedFile[] =>
  filesOf(given).filter(({ name }) => /^prometheus-.*\.yaml$/.test(name));

const SOON = 3;
/** A rate is full only when its window is; until then it is too low. */
const RATES = ['ReconnectsTooOften', 'CpuHigh'];
const WINDOW_MINUTES = 5;
/** Both sides of one alert: not before its time, then firing once; and never, not even pending. */
function testsOf({ alert: name, expr, for: wait = '0m' }: Rule & { alert: string }): RuleTest[] {
  const situation = situations[name];
  if (!situation) throw new Error(`${name}: no data to try it on`);
  const { fires, quiet } = situation(Number(/> (\S+)$/.exec(expr)?.[1] ?? Number.NaN));
  const minutes = Number.parseInt(wait, 10);
  // A counter that goes up once does so after five minutes.
  const isEvent = minutes === 0;
  const early = { name, at: `${isEvent ? 4 : minutes - 1}m`, firing: 0 };
  const due = minutes + SOON + (isEvent || RATES.includes(name) ? WINDOW_MINUTES : 0);
  return [
    { input: fires, expected: [early, { name, at: `${due}m`, firing: 1 }] },
    { input: quiet, expected: [due, 40].map((at) => ({ name, at: `${at}m`, firing: 'quiet' as const })) },
  ];
}

describe.each(Object.entries(cases))('the alerts of %s', (_, given) => {
  test('fire above their limits, in time, and stay quiet below them', () => {
    for (const file of ruleFiles(given)) {
      const { ok, said } = testRules(file.text, alertsOf(file).flatMap(testsOf));
      expect(said).not.toContain('FAILED');
      expect(ok).toBe(true);
    }
  });
});

test('every alert there are words for is tried here', () => {
  const tried = Object.values(cases).flatMap((given) => ruleFiles(given).flatMap((file) => alertsOf(file)));
  const names = new Set(tried.map(({ alert }) => alert));
  expect([...names].sort()).toEqual(Object.keys(situations).sort());
  const worded = Object.keys(texts('en').files['alerts'] ?? {}).filter((key) => !key.endsWith('Help'));
  const idsOf = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  // One text says of several metrics that they are missing.
  const ids = [...names].map((name) => idsOf(/^(?!Proxy).*(MetricsMissing)$/.exec(name)?.[1] ?? name));
  expect([...new Set(ids)].sort()).toEqual(worded.sort());
});

describe('the test of the alerts itself', () => {
  const [given] = Object.values(cases);
  const [file] = given ? ruleFiles(given) : [];
  const text = file?.text ?? '';
  const nearLimit = file ? alertsOf(file).filter(({ alert }) => alert === 'StreamsNearLimit') : [];

  test.each([
    ['another limit', '> 8000', '> 8001'],
    ['a lower limit', '> 8000', '> 7999'],
    ['a limit that is not passed', '> 8000', '< 8000'],
    ['another wait', "for: '5m'", "for: '9m'"],
    ['no wait', "for: '5m'", "for: '1m'"],
    ['labels of another service', 'stream_open_connections{namespace="shop"', 'stream_open_connections{namespace="x"'],
  ])('finds %s', (_, good, bad) => {
    expect(testRules(text, nearLimit.flatMap(testsOf)).ok).toBe(true);
    expect(text).toContain(good);
    expect(testRules(text.replaceAll(good, bad), nearLimit.flatMap(testsOf)).ok).toBe(false);
  });

  test('finds heartbeats that are not counted at all', () => {
    const input = { [own('stream_open_connections')]: still(3) };
    const expected = [{ name: 'HeartbeatsMissing', at: '13m', firing: 1 }];
    expect(testRules(text, [{ input, expected }]).ok).toBe(true);
  });

  test('shows what people read when an alert fires', () => {
    const input = { [own('stream_open_connections')]: still(8500) };
    const shown = {
      labels: { severity: 'critical', namespace: 'shop', job: 'chat-api', instance: 'a' },
      annotations: {
        summary: 'chat-api in shop: a is nearly full',
        description:
          '8500 streams are open on this replica, and 8,000 are planned at most. Add replicas before it refuses new ' +
          'streams. Open streams stay where they are; new replicas fill as clients reconnect.',
      },
    };
    expect(testShown(text, input, 'StreamsNearLimit', '6m', shown)).toMatchObject({ ok: true });
    const other = { ...shown, annotations: { ...shown.annotations, summary: 'other' } };
    expect(testShown(text, input, 'StreamsNearLimit', '6m', other).ok).toBe(false);
  });
});
