import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printFlowchart } from '../../src/generators/print/flowchart.ts';
import { comment, directive, expression, printNginx } from '../../src/generators/print/nginx.ts';
import { entry, comment as note, printYaml } from '../../src/generators/print/yaml.ts';
import { defaultService, type Service, serviceShape } from '../../src/schema/answers.ts';
import type { FileLanguage } from '../../src/schema/assessment.ts';
import { type Case, filesOf, onlyKnowing, otherPaths } from '../support/generator-input.ts';
import { Assembly } from '../support/nginx.ts';
import { skeletonOf } from '../support/skeleton.ts';

/** Pieces that end something, begin something, or mean something to one of the readers. */
const PIECES = [
  ...[
    ';',
    '{',
    '}',
    '"',
    "'",
    '#',
    '\\',
    '`',
    '|',
    ']',
    ')',
    '\n',
    '\r',
    '\t',
    ' ',
    '\u0000',
    '\u0085',
    '\u2028',
    '\u202e',
  ],
  ...[
    '$host',
    '$1',
    '%%{init: {}}%%',
    '%%',
    '%0a',
    '-->',
    '->>',
    '\nend\n',
    ': ',
    '- ',
    '*a',
    '&a',
    '!!int ',
    '? ',
    '---\n',
  ],
  ...['../', '//', '~', '~* ', '= ', '@', '^~ ', 'a', '/x', 'é', '界', '0', '1e3', 'yes', 'null', '.', '-', '#quot;'],
  ...['return 200 pwn;', '} location /x {', 'proxy_pass http://evil', 'kind: Secret', 'accDescr: x', '<img onerror=x>'],
];
const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''));
const FIELDS = ['team', 'name', 'namespace', 'host', 'path'] as const;
const hostileField = fc.record({
  field: fc.constantFrom(...FIELDS),
  text: fc.oneof(
    hostileText,
    hostileText.map((text) => `/x${text}`),
    hostileText.map((text) => `x${text}`),
  ),
});

/** Cases that between them print every kind of file. */
const CASES: readonly Case[] = [
  { answers: { conversation: 'interleaved', ifCut: 'resume', peakClients: 9 }, facts: onlyKnowing('websocket') },
  { answers: { conversation: 'server-streams', useCase: 'dashboard' }, path: 'external-kong', locale: 'zh-cn' },
  { answers: { useCase: 'ai-agent', conversation: 'server-streams', ifCut: 'must-finish' } },
  { answers: {}, path: 'balancer-alone', facts: { ...otherPaths, protocols: onlyKnowing('grpc').protocols } },
];
const skeletonsOf = (given: Case, service: object = {}) =>
  filesOf({ ...given, service: service as Partial<Service> }).map(skeletonOf);
const plain = CASES.map((given) => skeletonsOf(given));

describe('names and texts of a service', () => {
  test('either fit no answer file, or change nothing but texts', () => {
    let fitting = 0;
    fc.assert(
      fc.property(hostileField, ({ field, text }) => {
        const read = serviceShape.safeParse({ ...defaultService, [field]: text });
        if (!read.success) return;
        fitting += 1;
        expect(CASES.map((given) => skeletonsOf(given, read.data))).toEqual(plain);
      }),
      { numRuns: 600, seed: 1 },
    );
    expect(fitting).toBeGreaterThan(30);
  });

  test('that went round the answer file are stopped by a writer, or change nothing but texts', () => {
    let stopped = 0;
    fc.assert(
      fc.property(hostileField, fc.constantFrom(...CASES.keys()), ({ field, text }, index) => {
        let found: unknown;
        try {
          found = skeletonsOf(CASES[index] ?? { answers: {} }, { [field]: text });
        } catch {
          stopped += 1;
          return;
        }
        expect(found).toEqual(plain[index]);
      }),
      { numRuns: 800, seed: 2 },
    );
    expect(stopped).toBeGreaterThan(200);
  });

  test.each(['80; return 200 pwn', '8080\n', '80 backup', '$port'])(
    'that are no port, such as %j, fit no file and stop a writer',
    (port) => {
      expect(serviceShape.safeParse({ ...defaultService, port }).success).toBe(false);
      expect(() => skeletonsOf(CASES[0] ?? { answers: {} }, { port })).toThrow();
    },
  );

  test('are watched by a check that notices what is foreign', () => {
    const file = { name: 'a', kind: 'a', purpose: '', place: '' };
    const differ = (language: FileLanguage, one: string, other: string) =>
      expect(skeletonOf({ ...file, language, text: one })).not.toEqual(skeletonOf({ ...file, language, text: other }));
    differ('nginx', 'a b;', 'a b; return 200;');
    differ('nginx', 'a { b c; }', 'a { b c; } d { }');
    differ('nginx', '# team x\na b;', '# team x\nreturn 200;\na b;');
    differ('yaml', 'a: b', 'a: b\nkind: Secret');
    differ('yaml', 'a: b', 'a: no');
    differ('mermaid', 'a0["b"]', 'a0["b"] --> c0["d"]');
    differ('mermaid', '%% b', '%% b %%{init: {}}%%');
    differ('mermaid', 'a0->>b0: c', 'a0->>b0: c; end');
  });

  test('that fit are accepted by Nginx', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'aZ09._~+,=:@/-'), maxLength: 30 });
    const sites = fc.sample(signs, { numRuns: 60, seed: 3 }).map((text, index) => {
      const service = serviceShape.parse({ ...defaultService, name: `n${index}`, path: `/${text}` });
      return { host: `n${index}.test`, files: filesOf({ answers: {}, facts: onlyKnowing('sse'), service }) };
    });
    const assembly = new Assembly(sites);
    expect(assembly.check()).toMatchObject({ ok: true, said: '' });
    assembly.remove();
  });
});

describe('the writers', () => {
  test.each([
    ['a second directive', [directive('proxy_pass', 'http://a; return 200 pwn')]],
    ['a block', [directive('proxy_pass', 'http://a{')]],
    ['a variable in a text', [directive('proxy_pass', 'http://$host')]],
    ['a space', [directive('server', 'a backup')]],
    ['a quotation', [directive('server', 'a"b')]],
    ['a line break', [directive('server', 'a\nb')]],
    ['a pattern', [directive('server', '~a')]],
    ['a comment in a value', [directive('server', '#a')]],
    ['a name that is none', [directive('lua{', 'a')]],
    ['an expression with a break', [directive('set', expression('$a;'))]],
    ['a comment that goes on', [comment('a\nreturn 200;')]],
    ['a comment that changes direction', [comment('a\u202eb')]],
  ])('stop %s in Nginx', (_, nodes) => {
    expect(() => printNginx(nodes)).toThrow();
  });

  test.each([
    ['a key that ends itself', [entry('a: b', 1)]],
    ['an empty key', [entry('', 1)]],
    ['a line break in a text', [entry('a', 'b\nc: d')]],
    ['a comment that goes on', [note('a\nkind: Secret'), entry('a', 1)]],
    ['no number', [entry('a', Number.NaN)]],
  ])('stop %s in YAML', (_, nodes) => {
    expect(() => printYaml([], nodes)).toThrow();
  });

  test.each([
    'no',
    'y',
    'null',
    '1e3',
    '0o14',
    '0x1f',
    '1:30',
    '2026-11-21',
    '~',
    '',
    '- a',
    '{a: b}',
    '*a',
    '&a',
    '!a',
    '#a',
    "it's",
  ])('print the text %j so that it is read as text', (text) => {
    const printed = printYaml(['header'], [entry('a', text)]);
    expect(skeletonOf({ name: '', kind: '', purpose: '', place: '', language: 'yaml', text: printed })).toEqual([
      '',
      { a: 'string' },
    ]);
    expect(printed).toMatch(/^# header\n\na: /);
  });

  test('stop a node with a reserved name, and a label over two lines', () => {
    const chart = (id: string, label: string) => () =>
      printFlowchart([], { direction: 'LR', title: 't', nodes: [{ id, frame: 'box', lines: [label] }], edges: [] });
    expect(chart('a0', 'fine')).not.toThrow();
    expect(chart('end', 'fine')).toThrow();
    expect(chart('a0', 'a\nb0["c"]')).toThrow();
    expect(chart('a0', 'a"]; b0["c')()).toContain('a0["a#quot;]#59; b0[#quot;c"]');
  });
});
