import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import verifyScript from '../../src/generators/verify-script.ts';
import { locales } from '../../src/schema/texts.ts';
import { facts } from '../support/facts.ts';
import { allFilesOf, type Case, manyAnswers, onlyKnowing, otherPaths } from '../support/generator-input.ts';
import { skeletonOf } from '../support/skeleton.ts';
import { texts } from '../support/texts.ts';
import { requireTool } from '../support/tools.mjs';

vi.setConfig({ maxConcurrency: 2 });

const filesOf = (given: Case) => allFilesOf(given, [verifyScript]);

const answers = manyAnswers(150);
const platform = { ...facts.platform, paths: { ...facts.platform.paths, ...otherPaths.platform.paths } };
/** Every protocol as if it were the only one, on one path of many, then all of them; both languages by turns. */
function* cases(): Iterable<Case> {
  const paths = Object.keys(platform.paths);
  for (const [index, given] of answers.entries()) {
    const path = paths[index % paths.length] ?? '';
    const turned = { answers: given, path, locale: locales[index % 2] ?? 'en' };
    for (const { id } of facts.protocols) yield { ...turned, facts: { ...onlyKnowing(id), platform } };
    yield { ...turned, facts: { ...facts, platform } };
  }
}

const wordsOf = (text: string): string[] => {
  const file = { name: '', kind: '', purpose: '', place: '', language: 'shell', text } as const;
  return (skeletonOf(file) as [string, string[]])[1];
};
/** What ShellCheck judges: everything but texts, and how many lines a list of them has. */
function structureOf(file: { readonly text: string }): string {
  const words = wordsOf(file.text.replace(/^text\(\) \{$[\s\S]*?^\}$/m, ''));
  const isListed = (word: string, next: string | undefined) => word === "''" && next === '\\\n';
  return words.filter((word, index) => word !== '\\\n' && !isListed(word, words[index + 1])).join(' ');
}

const all = new Set<string>();
const structures = new Map<string, string>();
for (const given of cases()) {
  const [file] = filesOf(given).files;
  if (!file) continue;
  all.add(file.text);
  const structure = structureOf(file);
  if (!structures.has(structure)) structures.set(structure, file.text);
}
const distinct = [...structures.values()];

const folder = mkdtempSync(join(tmpdir(), 'streamfit-scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function write(name: string, text: string): string {
  const place = join(folder, name);
  writeFileSync(place, text);
  return place;
}

const shellcheck = (places: readonly string[]): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(requireTool('shellcheck'), ['--shell=sh', '--format=gcc', ...places]);
    let said = '';
    child.stdout.on('data', (data) => {
      said += String(data);
    });
    child.once('close', (code) => resolve({ code, said }));
  });

const BATCH = 3;
const batches = Array.from(
  { length: Math.ceil(distinct.length / BATCH) },
  (_, index) => [index, distinct.slice(index * BATCH, (index + 1) * BATCH)] as const,
);

describe('scripts', () => {
  test('are of every kind', () => {
    expect(all.size).toBeGreaterThan(300);
    expect(distinct.length).toBeGreaterThan(20);
    for (const part of [
      'check_event_stream',
      'check_stream',
      'open_websocket',
      'check_poll',
      'settings_watch',
      'ask',
      'by_http2',
    ])
      expect(
        distinct.some((text) => text.includes(part)),
        part,
      ).toBe(true);
  });

  test.concurrent.each(batches)('are clean to ShellCheck, batch %i', async (index, scripts) => {
    const places = scripts.map((text, place) => write(`${index}-${place}.sh`, text));
    expect(await shellcheck(places)).toEqual({ code: 0, said: '' });
  });

  test('are read by the shell', () => {
    for (const text of all) {
      const { status, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });

  test('that are damaged are noticed by both', async () => {
    const text = distinct[0] ?? '';
    const { code, said } = await shellcheck([write('damaged.sh', text.replace('"$url"', '$url'))]);
    expect(code).toBe(1);
    expect(said).toContain('SC2086');
    expect(spawnSync('sh', ['-n'], { input: text.replace(/^fi$/m, ''), encoding: 'utf8' }).status).not.toBe(0);
  });

  test('use no more than the shell has', () => {
    for (const text of distinct) {
      // Not every tr knows classes, and not every awk compares within printf.
      expect(text).not.toMatch(/\[:[a-z]+:\]|^ *printf "[^\n]*[<>]/m);
      expect(wordsOf(text).join(' ')).not.toMatch(
        /\[\[|\blocal\b|\bfunction\b|\$'|<<<|&>|\becho\b|\beval\b|\bwhich\b|sleep \d*\./,
      );
    }
  });
});

/** The keys of the words a script can say, and those its commands use. */
function keysOf(text: string): { said: string[]; used: string[] } {
  const said = [...text.matchAll(/^ {4}([a-z0-9-]+\.\w+)\) printf/gm)].map(([, key = '']) => key);
  const commands = text.replaceAll(/^ {4}[a-z0-9-]+\.\w+\) printf.*$/gm, '');
  const used = [
    ...[...commands.matchAll(/\b(?:pass|fail) ([a-z0-9-]+) (\w+)/g)].map(([, check, reason]) => `${check}.${reason}`),
    ...[...commands.matchAll(/\bfail ([a-z0-9-]+) \w+(?= *(?:;|$))/gm)].map(([, check]) => `${check}.look`),
    ...[...commands.matchAll(/ ([a-z][a-z0-9-]+\.[a-z][A-Za-z0-9]+)(?=[;)\s])/g)].map(([, key = '']) => key),
  ];
  const rooms = Object.keys(texts('en').files).map((room) => room.replace('check-', ''));
  return { said, used: used.filter((key) => rooms.includes(key.replace(/\..*/, ''))) };
}

describe('the words of scripts', () => {
  test('are there for everything a script says', () => {
    for (const text of distinct) {
      const { said, used } = keysOf(text);
      expect([...new Set(used)].filter((key) => !said.includes(key))).toEqual([]);
    }
  });

  test('are all said by some script', () => {
    const used = new Set(distinct.flatMap((text) => keysOf(text).used));
    const rooms = Object.entries(texts('en').files).filter(([room]) => room.startsWith('check-'));
    const written = rooms.flatMap(([room, words]) =>
      Object.keys(words).map((key) => `${room.replace('check-', '')}.${key}`),
    );
    const plain = written.map((key) => key.replace(/(?<=look\w*)(?:Nginx|Kong|IngressNginx)$/, ''));
    expect(plain.filter((key) => !used.has(key))).toEqual([]);
  });

  test('in comments are all used', () => {
    const bare = (text: string) => text.replaceAll(/[\s#]/g, '');
    const printed = bare([...all].join(''));
    const unused = Object.entries(texts('en').files['verify-code'] ?? {}).filter(
      ([, text]) => !printed.includes(bare(text)),
    );
    expect(unused).toEqual([]);
  });
});
