import { describe, expect, test } from 'vitest';
import { chooseVariant, commentKeys, setConstants, variantsOf } from '../../src/generators/print/program.ts';
import samplesGenerator from '../../src/generators/samples.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { locales } from '../../src/schema/texts.ts';
import { facts } from '../support/facts.ts';
import { allFilesOf, type Case, onlyKnowing } from '../support/generator-input.ts';
import { printedPrograms, programsOf, sampleCases } from '../support/sample-cases.ts';
import { samples } from '../support/samples.ts';
import { texts } from '../support/texts.ts';

const sources = Object.entries(samples).filter(([path]) => path.includes('/'));
/** Every program as it stands in each of its variants. */
const resolved = sources.flatMap(([path, text]) =>
  [...(variantsOf(text).size > 0 ? variantsOf(text) : [''])].map(
    (variant) => [path, chooseVariant(text, variant)] as const,
  ),
);
const setOf = (path: string) => path.replace(/\/.*/, '');

describe('the words of the programs', () => {
  const used = (set?: string) =>
    new Set(
      resolved.filter(([path]) => set === undefined || setOf(path) === set).flatMap(([, text]) => commentKeys(text)),
    );
  /** Keys of the shared room that no comment has: they are about the programs. */
  const ABOUT = /^(label|assumes\w+|ordinaryRequest|generatedCode|mediaTools|storageLibrary|ownLibraries)$/;

  test.each(locales)('in %s are all used', (locale) => {
    const { files } = texts(locale);
    const unused = [...new Set(sources.map(([path]) => setOf(path)))].flatMap((set) =>
      Object.keys(files[`samples-${set}`] ?? {})
        .filter((key) => !used(set).has(key) && !ABOUT.test(key))
        .map((key) => `samples-${set}.${key}`),
    );
    const shared = Object.keys(files['samples'] ?? {}).filter((key) => !used().has(key) && !ABOUT.test(key));
    expect([...unused, ...shared]).toEqual([]);
  });

  test('stand in place of every key, and nothing of a variant is left', () => {
    for (const { label, text } of printedPrograms) expect(text, label).not.toMatch(/^\s*(\/\/|#)(\||\s*\$)/m);
  });

  test('are the only comments', () => {
    for (const [path, text] of resolved) {
      const comments = text.split('\n').filter((line) => /^\s*(\/\/|#)|[^:'"]\/\/ /.test(line));
      expect(
        comments.filter((line) => !/^\s*(\/\/|#) \$\w+$/.test(line)),
        path,
      ).toEqual([]);
    }
  });
});

describe('the programs', () => {
  test('are all printed, in every variant', () => {
    const contents = printedPrograms.map(({ text }) => text);
    for (const [path, text] of resolved) {
      const lines = text
        .split('\n')
        .filter((line) => /\w{4}/.test(line) && !/^\s*(\/\/|#) |^[A-Za-z\s]*\w+ += /.test(line));
      expect(
        lines.filter((line) => !contents.some((content) => content.includes(line))),
        path,
      ).toEqual([]);
    }
    const variants = new Set(sources.flatMap(([, text]) => [...variantsOf(text)]));
    expect([...variants].sort()).toEqual(['ask', 'dual', 'events', 'modern', 'ndjson', 'poll', 'stream']);
  });

  test.each([
    ['client.browser.ts', ["STREAM_URL = 'https://news.example.com/news/live'"]],
    ['client.node.ts', ["STREAM_URL = 'https://news.example.com/news/live'", 'HEARTBEAT_SECONDS = 15']],
    [
      'server.node.ts',
      [
        'PORT = 9321',
        "PATH = '/news/live'",
        "ALLOWED_ORIGIN = 'https://news.example.com'",
        'RECYCLE_SECONDS = 240',
        'DRAIN_SECONDS = 300',
      ],
    ],
    [
      'server.py',
      [
        'PORT = 9321',
        'PATH = "/news/live"',
        'ALLOWED_ORIGIN = "https://news.example.com"',
        'RECYCLE_SECONDS = 240',
        'DRAIN_SECONDS = 300',
      ],
    ],
    [
      'server.go',
      [
        'port = 9321',
        'path = "/news/live"',
        'allowedOrigin = "https://news.example.com"',
        'recycleSeconds = 240',
        'drainSeconds = 300',
      ],
    ],
  ])('%s has the names and numbers of its case', (file, lines) => {
    for (const { name, label, text } of printedPrograms)
      if (name === `samples/${file}` && !/^(websocket|long-poll|async-job)/.test(label))
        for (const line of lines) expect(text, label).toContain(line);
  });

  test.each([
    ['websocket', 'client', ["SOCKET_URL = 'wss://news.example.com/news/live'", 'HEARTBEAT_SECONDS = 15']],
    ['websocket', 'server', ['PORT = 9321', 'HEARTBEAT_SECONDS = 15', 'RECYCLE_SECONDS = 2880']],
    ['long-poll', 'client', ["STREAM_URL = 'https://news.example.com/news/live'", 'HOLD_SECONDS = 25']],
    ['long-poll', 'server', ['PORT = 9321', 'HOLD_SECONDS = 25', 'DRAIN_SECONDS = 60']],
    ['async-job watched by a stream', 'client', ["JOBS_URL = 'https://news.example.com/news/live'"]],
    ['async-job watched by a stream', 'server', ['HEARTBEAT_SECONDS = 15', 'RECYCLE_SECONDS = 240']],
    ['async-job watched by polls', 'server', ['HOLD_SECONDS = 25']],
  ])('%s: each %s has its names and numbers', (name, side, lines) => {
    const programs = programsOf(sampleCases[name] as Case).filter((file) => file.name.startsWith(`samples/${side}`));
    expect(programs.length).toBeGreaterThanOrEqual(2);
    for (const { text, name: file } of programs) {
      // Go writes names and quotes in another way.
      const found = text
        .split('\n')
        .map((line) => line.replaceAll('"', "'").replace(/^(const|\t)? ?(\w+) += (.*?);?$/, '$2 = $3'));
      const goName = (line: string) =>
        line.replace(/^\w+/, (all) => all.toLowerCase().replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase()));
      for (const line of lines) expect(found, file).toContain(file.endsWith('.go') ? goName(line) : line);
    }
  });

  test('begin with what they are, in the language of the reader, within 120 columns', () => {
    for (const { label, text } of printedPrograms) {
      expect(text, label).toMatch(/^(\/\/|#) \S/);
      const long = text.split('\n').filter((line) => line.length > 120 && !line.includes('https://streamfit.example/'));
      expect(long, label).toEqual([]);
    }
    expect(
      printedPrograms
        .filter(({ label }) => label.includes('zh-cn'))
        .every(({ text }) => /\p{Script=Han}{6}/u.test(text)),
    ).toBe(true);
  });
});

describe('names and numbers', () => {
  const sse = sampleCases['sse'] as Case;
  const program = (change: Answers, file: string, rest: Partial<Case> = {}) =>
    programsOf({ ...sse, answers: { ...sse.answers, ...change }, ...rest }).find(
      ({ name }) => name === `samples/${file}`,
    )?.text ?? '';

  test('follow the answers and the path', () => {
    expect(program({ credentials: 'none' }, 'client.browser.ts')).toContain('WITH_CREDENTIALS = false;');
    const { credentials: _, ...open } = sse.answers;
    const unanswered = programsOf({ ...sse, answers: open }).find(({ name }) => name === 'samples/client.browser.ts');
    expect(unanswered?.text).toContain('WITH_CREDENTIALS = true;');
    const inCluster = program({}, 'client.node.ts', { path: 'in-cluster' });
    expect(inCluster).toContain("STREAM_URL = 'http://news.default.svc.cluster.local:9321/news/live';");
    const single = program({ longestRunSeconds: 30, heartbeat: 'no' }, 'server.go');
    expect(single).toContain('recycleSeconds = 0');
    expect(single).toContain('heartbeatSeconds = 0');
  });

  test('say where a program differs from what clients expect', () => {
    const given = sampleCases['http-stream as NDJSON'] as Case;
    for (const { text } of programsOf({ ...given, answers: { ...given.answers, framing: 'plain-text' } }))
      expect(text).toMatch(/Plain text has no room/);
  });

  test.each([
    ['typescript', "const A = 'b';", "const A = 'it\\'s';"],
    ['python', 'A = "b"', 'A = "it\'s"'],
    ['go', '\ta   = "b"', '\ta   = "it\'s"'],
  ] as const)('are printed as literals of %s', (language, line, expected) => {
    expect(setConstants(`x\n${line}\ny`, language, { A: "it's", B: 1 })).toBe(`x\n${expected}\ny`);
    const quote = language === 'typescript' ? "'" : '"';
    for (const text of ['a\nb', 'a\u2028b', 'a\u202eb', '界'])
      expect(() => setConstants(line, language, { A: text })).toThrow('cannot stand in a literal');
    expect(setConstants(line, language, { A: `${quote}; b(${quote}\\` })).toContain(
      `\\${quote}; b(\\${quote}\\\\${quote}`,
    );
    for (const value of [1, true]) expect(() => setConstants(line, language, { A: value })).toThrow('is a string');
  });

  test('are numbers where a program has a number', () => {
    for (const value of ['80; return', '80', Number.NaN, -1, true])
      expect(() => setConstants('PORT = 8080', 'python', { PORT: value })).toThrow(/^program: /);
    expect(setConstants('OPEN = True', 'python', { OPEN: false })).toBe('OPEN = False');
  });
});

describe('a case without programs', () => {
  test('says why, in both languages', () => {
    const reasons = facts.protocols.map(({ id }) => {
      const given = { answers: { conversation: 'server-streams' } as const, facts: onlyKnowing(id) };
      const { files, absentFiles } = allFilesOf(given, [samplesGenerator]);
      const why = absentFiles[0]?.why;
      const [room = '', key = ''] = (why ?? 'samples.label').split('.');
      for (const locale of locales) expect(texts(locale).files[room]?.[key], id).toBeTypeOf('string');
      return files.length > 0 ? 'programs' : why;
    });
    expect(reasons).toContain('programs');
    expect(reasons).toContain('samples.generatedCode');
  });
});
