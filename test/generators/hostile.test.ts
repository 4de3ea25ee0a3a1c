import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Generator } from '../../src/generators/generator.ts';
import { generators } from '../../src/generators/index.ts';
import { printFlowchart } from '../../src/generators/print/flowchart.ts';
import { comment, directive, expression, printNginx } from '../../src/generators/print/nginx.ts';
import { entry, comment as note, printYaml } from '../../src/generators/print/yaml.ts';
import { type Answers, defaultService, type Service, serviceShape } from '../../src/schema/answers.ts';
import type { FileLanguage } from '../../src/schema/assessment.ts';
import { allFilesOf, type Case, filesOf, onlyKnowing, otherPaths } from '../support/generator-input.ts';
import { hostileField } from '../support/hostile.ts';
import { Assembly } from '../support/nginx.ts';
import { skeletonOf } from '../support/skeleton.ts';

const held: Answers = { conversation: 'interleaved', ifCut: 'resume', peakClients: 9 };
const websocket = onlyKnowing('websocket');

/** Cases that between them print every kind of file, in every target. */
const CASES: readonly Case[] = [
  { answers: held, facts: websocket },
  { answers: held, facts: websocket, target: { nginx: 'f5-ingress-controller' } },
  { answers: held, facts: websocket, target: { nginx: 'gateway-fabric' }, locale: 'zh-cn' },
  { answers: { conversation: 'server-streams', useCase: 'dashboard' }, path: 'external-kong', locale: 'zh-cn' },
  {
    answers: { conversation: 'server-streams', useCase: 'dashboard' },
    path: 'external-kong',
    target: { kong: 'declarative' },
  },
  { answers: { useCase: 'ai-agent', conversation: 'server-streams', ifCut: 'must-finish' } },
  { answers: {}, path: 'balancer-alone', facts: { ...otherPaths, protocols: onlyKnowing('grpc').protocols } },
  { answers: held, path: 'external-ingress-nginx', facts: websocket },
  {
    answers: { conversation: 'server-streams', request: 'body' },
    path: 'gateway-global',
    facts: onlyKnowing('http-stream'),
  },
];
const skeletonsOf = (given: Case, service: object, kind: Generator) =>
  allFilesOf({ ...given, service: service as Partial<Service> }, [kind]).files.map(skeletonOf);

/** Every kind with each case in which it makes a file, and what that file is without anything hostile. */
const printed = generators.flatMap((kind) =>
  CASES.flatMap((given, index) => {
    const plain = skeletonsOf(given, {}, kind);
    return plain.length > 0 ? [{ id: kind.id, index, kind, given, plain }] : [];
  }),
);

/** A skeleton in which a number that became a quoted text is no difference. */
const asTexts = (skeleton: unknown) => JSON.stringify(skeleton).replaceAll('"number"', '"string"');

describe('names and texts of a service', () => {
  test('are tried with every kind of file', () => {
    expect([...new Set(printed.map(({ id }) => id))]).toEqual(generators.map(({ id }) => id));
  });

  test.each(printed)(
    'change nothing but texts in $id of case $index, or are stopped by its writer',
    ({ kind, given, plain }) => {
      let fitting = 0;
      let stopped = 0;
      fc.assert(
        fc.property(hostileField, ({ field, text }) => {
          const read = serviceShape.safeParse({ ...defaultService, [field]: text });
          if (read.success) fitting += 1;
          let found: unknown;
          try {
            found = skeletonsOf(given, read.success ? read.data : { [field]: text }, kind);
          } catch (error) {
            // What an answer file may hold must be printed; everything else may be refused.
            if (read.success) throw error;
            stopped += 1;
            return;
          }
          expect(found).toEqual(plain);
        }),
        { numRuns: 120, seed: 2 },
      );
      expect(fitting).toBeGreaterThan(5);
      expect(stopped).toBeGreaterThan(2);
    },
  );

  test.each(['80; return 200 pwn', '8080\n', '80 backup', '$port'])(
    'that are no port, such as %j, fit no file, and stop a writer or are read as text',
    (port) => {
      expect(serviceShape.safeParse({ ...defaultService, port }).success).toBe(false);
      for (const { kind, given, plain } of printed) {
        let found: unknown = plain;
        try {
          found = skeletonsOf(given, { port }, kind);
        } catch {
          continue;
        }
        expect(asTexts(found)).toBe(asTexts(plain));
      }
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
    differ('yaml', 'expr: a{b="c"}', 'expr: a{b="c",d="e"}');
    differ('json', '{"a": "b"}', '{"a": "b", "c": "d"}');
    differ('json', '{"expr": "a{b=\\"c\\"}"}', '{"expr": "a{b=\\"c\\"} or up"}');
    differ('mermaid', 'a0["b"]', 'a0["b"] --> c0["d"]');
    differ('mermaid', '%% b', '%% b %%{init: {}}%%');
    differ('mermaid', 'a0->>b0: c', 'a0->>b0: c; end');
    for (const language of ['typescript', 'go'] as const) {
      differ(language, "const a = 'b';", "const a = 'b'; c();");
      differ(language, '// a\nb', '// a\nc()\nb');
      differ(language, "const a = 'b';", "const a = 'b';'");
    }
    differ('typescript', '// a', '// a\u2028c()');
    differ('python', '# a\nb = "c"', '# a\nd()\nb = "c"');
    differ('python', 'if a:\n    b()\nc()', 'if a:\n    b()\n    c()');
    differ('python', 'b = "c"', 'b = "c""');
    differ('shell', "a='b'", "a='b'; c");
    differ('shell', "a='b'", "a='b' c 'd'");
    differ('shell', "a='b'", 'a="$(b)"');
    differ('shell', '# a\nb', '# a\nc\nb');
    differ('shell', "a 'b'", "a 'b''");
    differ('shell', 'a="b"', 'a="b$(c)"');
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
