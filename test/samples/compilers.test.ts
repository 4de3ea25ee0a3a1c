import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../support/facts.ts';
import { withoutComments } from '../support/generator-input.ts';
import { printedPrograms } from '../support/sample-cases.ts';
import { go, temporaryFolder } from '../support/sample-runner.ts';
import { requireTool } from '../support/tools.mjs';

describe('compilers', () => {
  /** What TypeScript finds wrong with these files, together. */
  function typeProblems(files: { readonly [name: string]: string }, lib: string[], types: string[]): string[] {
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      erasableSyntaxOnly: true,
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      lib,
      types,
      typeRoots: [join(root, 'node_modules/@types')],
      skipLibCheck: true,
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    const own = (path: string) => files[path.replace(/^.*\/samples-of-test\//, '')];
    host.getSourceFile = (path, target, ...rest) => {
      const text = own(path);
      return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target);
    };
    host.fileExists = (path) => own(path) !== undefined || fileExists(path);
    host.readFile = (path) => own(path) ?? readFile(path);
    const names = Object.keys(files).map((name) => join(root, 'samples-of-test', name));
    const program = ts.createProgram(names, options, host);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  }
  const programs = (isWanted: (name: string) => boolean) =>
    Object.fromEntries(
      printedPrograms
        .filter(({ language }) => language === 'typescript')
        .flatMap(({ name, text }, index) => (isWanted(name) ? [[`${index}.mts`, text]] : [])),
    );
  const forBrowsers = (name: string) => name.includes('.browser.');

  test('of TypeScript accept the programs for browsers, which know nothing of Node', () => {
    expect(
      typeProblems(programs(forBrowsers), ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'], []),
    ).toEqual([]);
  });

  test('of TypeScript accept the programs for Node, which know nothing of a page', () => {
    expect(
      typeProblems(
        programs((name) => !forBrowsers(name)),
        ['lib.es2024.d.ts'],
        ['node'],
      ),
    ).toEqual([]);
  });

  test('of TypeScript would find what is wrong', () => {
    const files = { 'a.mts': 'const a: number = "b"; document.title;', 'b.mts': 'enum C { D }' };
    expect(typeProblems(files, ['lib.es2024.d.ts'], ['node']).length).toBeGreaterThan(3);
  });

  /** Compiles each program given as JSON and names what it imports or assigns at the top and never reads. */
  const PYTHON = `
import ast, json, sys
for name, text in json.load(sys.stdin).items():
    tree = ast.parse(text, name)
    compile(tree, name, "exec")
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for node in tree.body:
        names = [alias.asname or alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        names += [target.id for target in node.targets if isinstance(target, ast.Name)] if isinstance(node, ast.Assign) else []
        for unused in sorted(set(names) - read):
            print(name, "never reads", unused)
`;
  const python = (files: { readonly [name: string]: string }) => {
    const { status, stdout, stderr } = spawnSync(requireTool('python3'), ['-W', 'error', '-c', PYTHON], {
      input: JSON.stringify(files),
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  };

  test('of Python accept the programs, and they have nothing they do not use', () => {
    const files = Object.fromEntries(
      printedPrograms.filter(({ language }) => language === 'python').map(({ label, text }) => [label, text]),
    );
    expect(python(files)).toEqual({ status: 0, said: '' });
    expect(python({ a: 'import json\nB = 1\n' }).said).toBe('a never reads json\na never reads B\n');
    expect(python({ a: 'if True:\nprint(1)\n' }).status).toBe(1);
  });

  test('of Go accept the programs, and vet and gofmt have nothing to say', async ({ onTestFinished: cleanUp }) => {
    const distinct = new Map(
      printedPrograms
        .filter(({ language }) => language === 'go')
        .map((file) => [withoutComments(file.text.replaceAll(/^\s*\/\//gm, '#')), file]),
    );
    expect(distinct.size).toBeGreaterThanOrEqual(3);
    for (const { label, text } of distinct.values()) {
      const folder = temporaryFolder(cleanUp);
      writeFileSync(join(folder, 'server.go'), text);
      expect(await go(folder, 'vet', 'server.go'), label).toEqual({ ok: true, said: '' });
      expect(await go(folder, 'fmt', 'server.go'), label).toEqual({ ok: true, said: '' });
    }
    const folder = temporaryFolder(cleanUp);
    writeFileSync(join(folder, 'server.go'), 'package main\nfunc main() { var a int }\n');
    expect((await go(folder, 'vet', 'server.go')).ok).toBe(false);
    writeFileSync(join(folder, 'server.go'), 'package main\nfunc  main() {}\n');
    expect((await go(folder, 'fmt', 'server.go')).said).toBe('server.go\n');
  });
});
