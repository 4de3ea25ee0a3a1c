import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, readText } from './support/facts.ts';

/** Who may import whom: anything further up, never further down. The words are folders of `src`, or a file at its top. */
const LAYERS: readonly (readonly string[])[] = [
  ['units'],
  ['schema'],
  ['engine'],
  ['questions', 'rules', 'needs', 'simulation', 'generators', 'i18n'],
  ['top'],
  ['cli.ts', 'islands', 'components', 'layouts'],
  ['pages'],
];
/** Layers whose members never import each other. */
const SEPARATE = 3;
/** Everything up to here is pure: no package but those that only compute, no clock, no chance, no browser. */
const PURE = 4;

/** Packages a folder may use; the rest of the pure part may read shapes and print YAML. */
const PACKAGES: { readonly [place: string]: readonly string[] } = {
  units: [],
  schema: ['zod'],
  engine: [],
  generators: ['yaml', 'mdast', 'mdast-util-to-markdown', 'mdast-util-gfm-table'],
  top: ['zod', 'yaml', 'fflate', 'diff'],
};

/** Files at the top of `src` with a place of their own; all others are the pure functions everything calls. */
const NAMED = ['cli.ts', 'content.config.ts'];

/** The folder of a file, `top`, or the name of a file that has a place of its own. */
function placeOf(file: string): string {
  const [first = '', ...rest] = file.split('/');
  return rest.length > 0 || NAMED.includes(first) ? first : 'top';
}
const layerOf = (place: string) => LAYERS.findIndex((places) => places.includes(place));

/** What a file imports, types and imports on demand included. */
function importsOf(source: string): string[] {
  const found = source.matchAll(/\bfrom\s*['"]([^'"\n]+)['"]|\bimport\s*\(?\s*['"]([^'"\n]+)['"]/g);
  return [...found].map(([, named, bare]) => named ?? bare ?? '');
}

/** Code without comments and quotations, in which words mean nothing. */
const bareCode = (source: string) =>
  source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '');

const IMPURE = [/\bDate\.now\b/, /\bnew Date\(/, /\bMath\.random\b/, /\bperformance\.now\b/, /\bcrypto\./];
const BROWSER = /\b(window|document|globalThis|navigator|localStorage)\b\s*(?:\?\.|\.|\[)/g;

/** Words that make the same input give another result; a name the file declares itself is its own. */
function impureWords(source: string): string[] {
  const code = bareCode(source);
  const clocks = IMPURE.flatMap((word) => word.exec(code)?.[0] ?? []);
  const globals = [...code.matchAll(BROWSER)].flatMap(([, name = '']) =>
    new RegExp(`\\b(?:const|let|function) ${name}\\b`).test(code) ? [] : [name],
  );
  return [...clocks, ...new Set(globals)];
}

/** Why an import is wrong; `undefined` when it is not. */
function importProblem(file: string, specifier: string): string | undefined {
  const place = placeOf(file);
  const layer = layerOf(place);
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:')) return place === 'cli.ts' ? undefined : 'only cli.ts may import from Node';
    if (layer < 0 || layer > PURE) return undefined;
    const name = specifier.split('/')[0] ?? '';
    return (PACKAGES[place] ?? ['zod', 'yaml']).includes(name) ? undefined : `${place} may not use this package`;
  }
  const target = posix.join(posix.dirname(file), specifier);
  if (target.startsWith('..')) return layer <= PURE ? 'the pure part imports nothing outside src' : undefined;
  const other = placeOf(target);
  const otherLayer = layerOf(other);
  // The binding of content to its shapes sits outside the order: it may read the schemas, and nobody reads it.
  if (place === 'content.config.ts') return otherLayer <= PURE ? undefined : 'it only binds content to its shapes';
  if (other === 'content.config.ts') return 'it is for Astro alone';
  if (otherLayer > layer) return `${place} may not know ${other}`;
  if (place === other || otherLayer < layer) return undefined;
  const apart = layer === SEPARATE || place === 'cli.ts' || other === 'cli.ts';
  return apart ? `${place} and ${other} may not know each other` : undefined;
}

/** Everything that is wrong with one file of `src`, a line each. */
function problemsOf(file: string, source: string): string[] {
  const place = placeOf(file);
  if (layerOf(place) < 0 && !NAMED.includes(place)) return [`${file}: no such place`];
  const imports = importsOf(source).flatMap((specifier) => {
    const problem = importProblem(file, specifier);
    return problem ? [`${file} imports ${specifier}: ${problem}`] : [];
  });
  if (place === 'content.config.ts' || layerOf(place) > PURE) return imports;
  const words = impureWords(source).map((word) => `${file} uses ${word}: the same input may give another result`);
  return [...imports, ...words];
}

const files = ['.ts', '.tsx', '.astro'].flatMap((ending) => filesIn('src', ending));

test('every file imports only what lies below it, and the pure part stays pure', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => problemsOf(file, readText(`src/${file}`)))).toEqual([]);
});

describe('the check itself', () => {
  test.each([
    ['units that import anything', 'units/rate.ts', "import * as z from 'zod/mini';"],
    ['a schema that knows the engine', 'schema/path.ts', "import type { Path } from '../engine/path.ts';"],
    ['a schema that prints', 'schema/tiers.ts', "import { stringify } from 'yaml';"],
    ['an engine that knows a rule', 'engine/assess.ts', "import { rules } from '../rules/index.ts';"],
    ['an engine that passes a rule on', 'engine/all.ts', "export { rules } from '../rules/index.ts';"],
    ['a rule that reads a need', 'rules/short-reply.ts', "import need from '../needs/plain-reply.ts';"],
    ['a generator that words its own text', 'generators/nginx.ts', "import { fillPhrase } from '../i18n/phrase.ts';"],
    ['a rule that calls for advice', 'rules/short-reply.ts', "import { advise } from '../advise.ts';"],
    ['advice that loads an island', 'advise.ts', "const page = await import('./islands/Diagram.tsx');"],
    ['a link that reads the disk', 'permalink.ts', "import { readFileSync } from 'node:fs';"],
    ['an island that reads the disk', 'islands/Form.tsx', "import { join } from 'node:path';"],
    ['an island that runs the command line', 'islands/Form.tsx', "import '../cli.ts';"],
    ['a component that knows a page', 'components/Card.astro', "import Page from '../pages/index.astro';"],
    ['advice that renders', 'advise.ts', "import { useState } from 'react';"],
    ['a generator that draws', 'generators/diagram.ts', "const { default: mermaid } = await import('mermaid');"],
    ['a text reader that needs Astro', 'read-content.ts', "import { getCollection } from 'astro:content';"],
    ['a rule that reads a content file', 'rules/short-reply.ts', "import limits from '../../content/limits.json';"],
    [
      'an import over several lines',
      'engine/assess.ts',
      "import {\n  type Rule,\n  rules,\n} from '../rules/index.ts';",
    ],
    ['a clock', 'engine/assess.ts', 'const now = new Date();'],
    ['another clock', 'generators/print/yaml.ts', 'const stamp = Date.now();'],
    ['chance', 'simulation/timeline.ts', 'const jitter = Math.random();'],
    ['a window', 'permalink.ts', 'const link = window.location.hash;'],
    ['a document', 'i18n/phrase.ts', 'document.title = text;'],
    ['a folder nobody knows', 'utils/misc.ts', 'export const one = 1;'],
  ])('catches %s', (_, file, source) => {
    expect(problemsOf(file, source)).toHaveLength(1);
  });

  test.each([
    ['a shape by zod', 'schema/tiers.ts', "import * as z from 'zod/mini';"],
    ['YAML that is printed', 'generators/print/yaml.ts', "import { Document } from 'yaml';"],
    ['a rule by its contract', 'rules/short-reply.ts', "import { defineRule } from '../engine/rule.ts';"],
    ['a question that asks another', 'questions/server-stores.ts', "import other from './resume-reach.ts';"],
    ['an island that asks for advice', 'islands/Form.tsx', "import { advise } from '../advise.ts';"],
    ['the command line on Node', 'cli.ts', "import { readFileSync } from 'node:fs';"],
    ['an island in the browser', 'islands/Form.tsx', 'window.history.back();'],
    ['content bound to its shapes', 'content.config.ts', "import { tiersShape } from './schema/tiers.ts';"],
    ['a document of its own', 'generators/a.ts', 'const document = start(); document.end();'],
    ['words in comments and texts', 'rules/a.ts', "// the shared document.\nconst text = 'a window. new Date()';"],
  ])('allows %s', (_, file, source) => {
    expect(problemsOf(file, source)).toEqual([]);
  });
});
