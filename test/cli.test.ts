import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { advise } from '../src/advise.ts';
import { readAnswers } from './support/answers.ts';
import { facts, readText, root } from './support/facts.ts';
import { samples } from './support/samples.ts';
import { texts } from './support/texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'streamfit-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'src/cli.ts'), ...args], { cwd: root, encoding: 'utf8' });
const write = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const CHAT = 'test/scenarios/ai-chat-reply/answers.yaml';
const TERMINAL = 'test/scenarios/web-terminal/answers.yaml';

describe('npm run -s advise', () => {
  test('prints the assessment of one file as JSON', () => {
    const { status, stdout, stderr } = run(CHAT);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(JSON.stringify(advise(readAnswers(CHAT), facts, texts('en'), 'en', samples))),
    );
  });

  test('prints one line a file when there are several, and reads JSON as well', () => {
    const json = write(
      'plain.json',
      JSON.stringify({
        version: 1,
        answers: { useCase: 'api-call', conversation: 'single-reply', longestRunSeconds: 2 },
      }),
    );
    const { status, stdout } = run(CHAT, TERMINAL, json);
    expect(status).toBe(0);
    const protocols = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).recommendation.protocol);
    expect(protocols).toEqual(['http-stream', 'websocket', 'http']);
  });

  test('writes the files, the same bytes each time, in a folder for each of several', () => {
    const [one, several] = [join(folder, 'one'), join(folder, 'several')];
    expect(run(CHAT, '--out', one).status).toBe(0);
    expect(run(CHAT, TERMINAL, '--out', several).status).toBe(0);
    const expected = advise(readAnswers(CHAT), facts, texts('en'), 'en', samples).files;
    expect(expected.length).toBeGreaterThan(3);
    for (const { name, text } of expected) {
      expect(readFileSync(join(one, name), 'utf8')).toBe(text);
      expect(readFileSync(join(several, 'ai-chat-reply', name), 'utf8')).toBe(text);
    }
    expect(readdirSync(several).sort()).toEqual(['ai-chat-reply', 'web-terminal']);
  });

  test('writes Chinese when asked to', () => {
    const out = join(folder, 'zh');
    expect(run(CHAT, '--locale', 'zh-cn', '--out', out).status).toBe(0);
    expect(
      readdirSync(out)
        .filter((name) => name.endsWith('.md'))
        .map((name) => readFileSync(join(out, name), 'utf8'))
        .join(''),
    ).toMatch(/\p{Script=Han}/u);
  });

  test('keeps which answers are assumed, and advises as if they were not', () => {
    const assumed = `${readText(CHAT)}assumed: [ifCut, clients]\n`;
    const out = join(folder, 'assumed');
    const first = run(write('assumed.yaml', assumed), '--out', out);
    expect(first.status).toBe(0);
    const kept = readFileSync(join(out, 'answers.yaml'), 'utf8');
    expect(kept).toMatch(/^assumed:\n {2}- ifCut\n {2}- clients$/m);
    const again = run(write('kept.yaml', kept));
    expect(again.stdout).toBe(first.stdout);
    expect(JSON.parse(again.stdout).recommendation).toEqual(JSON.parse(run(CHAT).stdout).recommendation);
  });

  test('uses another profile', () => {
    const profile = write('strict.yaml', readText('content/platforms/default.yaml').replace('value: 360', 'value: 30'));
    const { status, stdout } = run(CHAT, '--profile', profile);
    expect(status).toBe(0);
    const hops = JSON.parse(stdout).hops as { limit: string; today: number }[];
    expect(hops.find(({ limit }) => limit === 'proxyReadTimeoutSeconds')?.today).toBe(30);
  });
});

describe('when something is wrong it exits with 2, says everything at once and writes nothing', () => {
  test('answers', () => {
    const bad = write('bad.yaml', 'version: 1\nanswers:\n  useCase: teleport\n  peakClients: -1\n');
    const worse = write('worse.yaml', 'version: 1\npath: moon\n');
    const out = join(folder, 'nothing');
    const { status, stdout, stderr } = run(CHAT, bad, worse, '--out', out);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/bad\.yaml: answers\.useCase: expected one of api-call, .*, received "teleport"$/),
      expect.stringMatching(/bad\.yaml: answers\.peakClients: expected .*at least 1.*, received -1$/),
      expect.stringMatching(/worse\.yaml: path: expected one of external-nginx, .*, received "moon"$/),
    ]);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ['a file that is not there', [join(folder, 'none.yaml')], /none\.yaml: expected a YAML or JSON file/],
    ['a file that is not YAML', [write('broken.yaml', 'a: [1\nb: }')], /broken\.yaml: expected a YAML or JSON file/],
    [
      'aliases without end',
      [
        write(
          'bomb.yaml',
          `a: &a [x,x]\n${[...'bcdefghij'].map((key, index) => `${key}: &${key} [${'abcdefghij'[index]},*${'abcdefghij'[index]},*${'abcdefghij'[index]}]`).join('\n')}\n`,
        ),
      ],
      /bomb\.yaml: expected/,
    ],
    [
      'an assumed answer that is none',
      [write('assuming.yaml', 'version: 1\nanswers: { useCase: chat }\nassumed: [ifCut]\n')],
      /assuming\.yaml: assumed: expected questions that are answered, received "ifCut"/,
    ],
    ['no file', [], /expected at least one answer file[\s\S]*Usage:/],
    ['an unknown option', ['--colour'], /Usage:/],
    ['an unknown locale', [CHAT, '--locale', 'fr'], /--locale: expected one of en, zh-cn, received "fr"/],
    [
      'a profile with a slip',
      [
        CHAT,
        '--profile',
        write('slip.yaml', readText('content/platforms/default.yaml').replace('kind: idle', 'kind: lazy')),
      ],
      /slip\.yaml: hops\..*: expected one of total, idle/,
    ],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
