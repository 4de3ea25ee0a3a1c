// `npm test`: every stage in order, stopping at the first that fails, and one closing line with the number of tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'streamfit-tests-'));
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

/** @type {{ name: string, command: string[], count?: () => Counts }[]} */
const stages = [
  { name: 'system packages', command: ['node', 'test/support/system.mjs'] },
  { name: 'types, lint, unused code', command: ['npm', 'run', '--silent', 'check'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'unit tests',
    command: [
      ...['vitest', 'run', '-c', 'test/vitest.config.ts'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    ],
    count: countVitest,
  },
  {
    name: 'browser tests',
    command: ['playwright', 'test', '-c', 'test/playwright.config.ts', '--reporter=list,json'],
    count: countPlaywright,
  },
];

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @returns {Counts}
 */
function countVitest() {
  const report = readReport(vitestReport);
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/** @returns {Counts} */
function countPlaywright() {
  const stats = readReport(playwrightReport).stats ?? {};
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  };
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** @param {string[]} command */
function run([program = '', ...rest]) {
  const { SITE, BASE, ...env } = process.env; // the browser tests expect the site at the root
  const { status } = spawnSync(program, rest, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
  });
  return status === 0;
}

const total = { passed: 0, failed: 0, skipped: 0 };
let failedStage;
for (const { name, command, count } of stages) {
  console.log(`\n── ${name}`);
  const ok = run(command);
  const { passed, failed, skipped } = count?.() ?? { passed: 0, failed: 0, skipped: 0 };
  total.passed += passed;
  // A stage can fail without a failing test: a type error, a test file that does not load.
  total.failed += ok ? failed : Math.max(failed, 1);
  total.skipped += skipped;
  if (!ok) {
    failedStage = name;
    break;
  }
}
rmSync(reports, { recursive: true, force: true });

if (failedStage) console.log(`\nFailed in: ${failedStage}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = failedStage ? 1 : 0;
