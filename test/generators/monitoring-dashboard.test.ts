import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { printJson } from '../../src/generators/print/json.ts';
import { facts } from '../support/facts.ts';
import { type Case, distinct, fileNamed, filesOf, manyAnswers, onlyKnowing } from '../support/generator-input.ts';
import { problemsOf, type WrittenDashboard } from '../support/grafana.ts';
import { checkRules } from '../support/prometheus.ts';

const NAME = 'grafana-dashboard.json';
// Only these files are wanted here; making the others takes its time.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/monitoring.ts')).default],
}));

const answers = manyAnswers(40);
const paths = Object.keys(facts.platform.paths);

/** Each protocol as if it were the only one, then all of them, on all paths in turn and in both languages. */
function* cases(): Iterable<Case> {
  for (const [index, given] of answers.entries()) {
    const path = paths[index % paths.length] ?? '';
    const locale = index % 2 === 0 ? 'en' : 'zh-cn';
    for (const { id } of facts.protocols) yield { answers: given, path, facts: onlyKnowing(id), locale };
    yield { answers: given, locale };
  }
}
const found = [...distinct(cases(), ({ name }) => name === NAME).values()];
const read = (given: Case): WrittenDashboard => JSON.parse(fileNamed(given, NAME));

type Rule = { readonly alert?: string; readonly record?: string; readonly expr: string };
const rulesOf = (given: Case): Rule[] =>
  filesOf(given)
    .filter(({ name }) => name.startsWith('prometheus-'))
    .flatMap(({ text }) => parse(text).groups.flatMap(({ rules }: { rules: Rule[] }) => rules));

const sample: Case = {
  answers: {
    conversation: 'server-streams',
    ifCut: 'resume',
    longestRunSeconds: 'open-ended',
    peakClients: 500,
    connectionsPerClient: 1,
  },
  facts: onlyKnowing('sse'),
  service: { name: 'chat-api' },
};

describe('the dashboard for Grafana', () => {
  test('is there in many forms, all of them known to the types of Grafana', () => {
    expect(found.length).toBeGreaterThan(30);
    expect(problemsOf(found.map((given) => fileNamed(given, NAME)))).toEqual([]);
  });

  test('asks in PromQL for series that the rules record, all of them', () => {
    const expressions: string[] = [];
    for (const given of found) {
      const recorded = rulesOf(given).flatMap(({ record }) => record ?? []);
      const asked = read(given).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
      expect([...new Set(asked.map((expr) => expr.split('{')[0]))].sort()).toEqual(recorded.sort());
      expressions.push(...asked);
    }
    const rules = [...new Set(expressions)].map((expr, index) => ({ record: `panel:${index}`, expr }));
    expect(checkRules([JSON.stringify({ groups: [{ name: 'panels', rules }] })]).ok).toBe(true);
    const broken = [{ record: 'panel', expr: `${rules[0]?.expr}}` }];
    expect(checkRules([JSON.stringify({ groups: [{ name: 'panels', rules: broken }] })]).ok).toBe(false);
  });

  test('draws the limits of the alerts, and no others', () => {
    for (const given of found) {
      const limits = new Map(
        rulesOf(given).flatMap(({ alert, expr }): [string, number][] => {
          const [, series = '', limit] = /^([a-z]\w*:\S+) > (\S+)$/.exec(expr) ?? [];
          return alert && limit !== undefined ? [[series, Number(limit)]] : [];
        }),
      );
      for (const { targets, fieldConfig } of read(given).panels) {
        const [, ...steps] = fieldConfig.defaults.thresholds?.steps ?? [];
        const limit = limits.get(targets[0].expr);
        expect(steps).toEqual(limit === undefined ? [] : [{ color: 'red', value: limit }]);
      }
    }
  });

  test('has panels side by side that never overlap', () => {
    for (const given of found) {
      const taken = new Set<string>();
      for (const { gridPos, title } of read(given).panels) {
        expect(title).not.toBe('');
        const { x = 0, y = 0, w = 0, h = 0 } = gridPos as { x?: number; y?: number; w?: number; h?: number };
        expect(x + w).toBeLessThanOrEqual(24);
        for (let column = x; column < x + w; column += 1)
          for (let row = y; row < y + h; row += 1) {
            expect(taken.has(`${column} ${row}`), title).toBe(false);
            taken.add(`${column} ${row}`);
          }
      }
    }
  });

  test('says what every file says, in its description and in the language of the reader', () => {
    expect(read(sample)).toMatchObject({ id: null, title: 'Streams of chat-api (default)' });
    expect(read(sample).description).toContain('https://streamfit.example/result/#v=1');
    expect(read({ ...sample, locale: 'zh-cn' }).title).toBe('chat-api 的流（default）');
  });

  test.each([
    ['a key at the top', '"id": null,', '"id": null, "rows": [],'],
    ['no version', '"schemaVersion": 39,', ''],
    ['a cursor Grafana does not have', '"graphTooltip": 1', '"graphTooltip": 7'],
    ['a variable of no kind', '"type": "datasource"', '"type": "source"'],
    ['a panel of no kind', '"type": "timeseries"', '"type": "graph"'],
    ['a panel without a width', '"w": 12,', ''],
    ['an option of no value', '"colorMode": "value"', '"colorMode": "values"'],
    ['a line of no kind', '"drawStyle": "line"', '"drawStyle": "lines"'],
    ['an unknown field', '"spanNulls": false', '"spanNull": false'],
    ['limits of no kind', '"mode": "absolute"', '"mode": "relative"'],
    ['a limit as text', '"value": 500', '"value": "500"'],
    ['a query of another source', '"editorMode": "code"', '"query": "up"'],
  ])('is refused with %s', (_, good, bad) => {
    const text = fileNamed(sample, NAME);
    expect(text).toContain(good);
    expect(problemsOf([text.replace(good, bad)])).toHaveLength(1);
  });
});

describe('the writer of JSON', () => {
  test('prints two spaces a level and escapes what would end a text', () => {
    expect(printJson({ a: ['"\\', { b: null }] })).toBe(
      '{\n  "a": [\n    "\\"\\\\",\n    {\n      "b": null\n    }\n  ]\n}\n',
    );
  });

  test.each([
    ['no number', { a: Number.NaN }],
    ['a change of direction', { a: 'b\u202ec' }],
    ['a control character', ['\u0000']],
  ])('stops %s', (_, value) => {
    expect(() => printJson(value)).toThrow();
  });
});
