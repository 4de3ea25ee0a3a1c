import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from './tools.mjs';

const program = requireTool('promtool');

/** What promtool makes of some files: whether it accepts all of them, and everything it says. */
export type Reading = { readonly ok: boolean; readonly said: string };

function run(files: { readonly [name: string]: string }, args: (path: (name: string) => string) => string[]): Reading {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-prometheus-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync(
      program,
      args((name) => join(folder, name)),
      { cwd: folder, encoding: 'utf8', timeout: 25_000, maxBuffer: 64 * 1024 * 1024 },
    );
    return { ok: status === 0, said: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether promtool accepts all these files of rules, read in one go; expressions and templates are parsed, too. */
export function checkRules(texts: readonly string[]): Reading {
  const names = texts.map((_, index) => `${index}.yaml`);
  const files = Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]));
  return run(files, (path) => ['check', 'rules', '--lint=all', '--lint-fatal', ...names.map(path)]);
}

/** Series as promtool writes them, such as `up{job="a"}`, each with its values every 30 seconds. */
export type InputSeries = { readonly [series: string]: string };
/** An alert as it is expected at a time, such as `6m`. */
type ExpectedAlert = {
  readonly name: string;
  readonly at: string;
  /** Series of it that fire; or none, not even pending. */
  readonly firing: number | 'quiet';
};
export type RuleTest = { readonly input: InputSeries; readonly expected: readonly ExpectedAlert[] };

const countOf = ({ name, at, firing }: ExpectedAlert) => {
  const state = firing === 'quiet' ? '' : ',alertstate="firing"';
  return {
    expr: `count(ALERTS{alertname="${name}"${state}}) or vector(0)`,
    eval_time: at,
    exp_samples: [{ labels: '{}', value: firing === 'quiet' ? 0 : firing }],
  };
};

/** Runs unit tests of one file of rules, each on its own data. */
export function testRules(rules: string, tests: readonly RuleTest[]): Reading {
  const suite = {
    rule_files: ['rules.yaml'],
    evaluation_interval: '30s',
    tests: tests.map(({ input, expected }) => ({
      interval: '30s',
      input_series: Object.entries(input).map(([series, values]) => ({ series, values })),
      promql_expr_test: expected.map(countOf),
    })),
  };
  return run({ 'rules.yaml': rules, 'test.json': JSON.stringify(suite) }, () => ['test', 'rules', 'test.json']);
}

/** An alert as it is shown to people when it fires. */
export type ShownAlert = {
  readonly labels: { readonly [label: string]: string };
  readonly annotations: { readonly [annotation: string]: string };
};

/** Runs a test of what one alert shows at a time. */
export function testShown(
  rules: string,
  input: InputSeries,
  alertname: string,
  at: string,
  shown: ShownAlert,
): Reading {
  const suite = {
    rule_files: ['rules.yaml'],
    evaluation_interval: '30s',
    tests: [
      {
        interval: '30s',
        input_series: Object.entries(input).map(([series, values]) => ({ series, values })),
        alert_rule_test: [
          {
            alertname,
            eval_time: at,
            exp_alerts: [{ exp_labels: shown.labels, exp_annotations: shown.annotations }],
          },
        ],
      },
    ],
  };
  return run({ 'rules.yaml': rules, 'test.json': JSON.stringify(suite) }, () => ['test', 'rules', 'test.json']);
}
