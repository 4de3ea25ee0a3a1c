import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Constants, type ProgramLanguage, setConstants } from '../../src/generators/print/program.ts';
import samples from '../../src/generators/samples.ts';
import { root } from './facts.ts';
import { allFilesOf, type Case } from './generator-input.ts';
import type { CleanUp } from './live.ts';
import { wait } from './stream-client.ts';
import { findGoPath, requireTool } from './tools.mjs';

/** The servers every set has. */
export const SERVERS = ['server.node.ts', 'server.py', 'server.go'] as const;
export type ServerFile = (typeof SERVERS)[number];
type SampleFile = ServerFile | 'client.node.ts' | 'client.browser.ts';

const goPath = findGoPath();
/** Built Go packages may stay for the next run; they are the same in each. */
const goEnvironment = {
  GO111MODULE: 'off',
  GOFLAGS: '',
  GOCACHE: join(tmpdir(), 'streamfit-go-cache'),
  GOPATH: [join(tmpdir(), 'streamfit-go'), ...(goPath === undefined ? [] : [goPath])].join(delimiter),
};

/** Runs a command of Go in a folder; it says nothing when it has nothing to complain of. */
export function go(folder: string, ...args: string[]): Promise<{ ok: boolean; said: string }> {
  const options = { cwd: folder, env: { ...process.env, ...goEnvironment }, timeout: 60_000 };
  return new Promise((resolve) => {
    execFile(requireTool('go'), args, options, (error, stdout, stderr) =>
      resolve({ ok: error === null, said: `${stdout}${stderr}` }),
    );
  });
}

/** A folder of its own that is removed when the test is over. */
export function temporaryFolder(cleanUp: CleanUp): string {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-sample-'));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A program as it was generated for this case. `changes` are constants a test cannot wait for or must know, such as
 * `DEMO_EVENTS`; whatever follows from the case should come from the case.
 */
export function generated(given: Case, file: SampleFile, changes: Constants = {}): string {
  const name = `samples/${file}`;
  const found = allFilesOf(given, [samples]).files.find((known) => known.name === name);
  if (!found) throw new Error(`${name}: not among the files`);
  return setConstants(found.text, found.language as ProgramLanguage, changes);
}

/**
 * A port that was free a moment ago, below those that systems give to outgoing connections: a server that takes a while
 * to start still finds it free.
 */
export async function freePort(): Promise<number> {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, () => resolve(true));
  });
  server.close();
  return isFree ? port : freePort();
}

/** A program that runs beside the test. */
export type RunningProgram = {
  /** Lines on standard output so far. */
  readonly lines: readonly string[];
  /** Everything it said so far, errors included. */
  readonly said: () => string;
  readonly send: (signal: NodeJS.Signals) => void;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
};

function run(cleanUp: CleanUp, command: string, args: readonly string[]): RunningProgram {
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  cleanUp(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { lines, said: () => said, send: (signal) => void child.kill(signal), ended };
}

/** The command that runs a program, written into a folder of its own; a Go program is built first. */
async function commandFor(cleanUp: CleanUp, file: SampleFile, text: string): Promise<[string, string[]]> {
  const folder = temporaryFolder(cleanUp);
  const path = join(folder, file);
  writeFileSync(path, text);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  if (file === 'server.py') return [requireTool('python3'), ['-u', path]];
  if (file !== 'server.go') return [process.execPath, ['--disable-warning=ExperimentalWarning', path]];
  const built = await go(folder, 'build', '-o', 'server', file);
  if (!built.ok) throw new Error(`${file}: ${built.said}`);
  return [join(folder, 'server'), []];
}

/** Runs a client for Node with these arguments. */
export async function runClient(cleanUp: CleanUp, text: string, ...args: string[]): Promise<RunningProgram> {
  const [command, own] = await commandFor(cleanUp, 'client.node.ts', text);
  return run(cleanUp, command, [...own, ...args]);
}

/** Whether a server says on this port that it is ready. */
const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Writes a server and builds what must be built; what is returned runs it and waits until it is ready on its port. */
export async function prepareServer(
  cleanUp: CleanUp,
  file: ServerFile,
  text: string,
  port: number,
): Promise<() => Promise<RunningProgram>> {
  const command = await commandFor(cleanUp, file, text);
  return async () => {
    const running = run(cleanUp, ...command);
    await eventually(`${file} ready`, () => isReady(port), 20_000).catch((error: Error) => {
      throw new Error(`${error.message}: ${running.said()}`);
    });
    return running;
  };
}

/** Waits until something holds; throws what was expected when it does not in time. */
export async function eventually(expected: string, holds: () => boolean | Promise<boolean>, milliseconds = 15_000) {
  const until = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`expected within ${milliseconds} ms: ${expected}`);
    await wait(20);
  }
}

/** What a server counts, by series. */
export async function metricsOf(port: number): Promise<{ readonly [series: string]: number }> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const rows = (await response.text()).trim().split('\n');
  return Object.fromEntries(rows.map((row) => [row.replace(/ \S+$/, ''), Number(row.replace(/^.* /, ''))]));
}
