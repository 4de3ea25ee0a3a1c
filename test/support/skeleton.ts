import type { Nodes } from 'mdast';
import { parse } from 'yaml';
import type { FileLanguage, GeneratedFile } from '../../src/schema/assessment.ts';
import { readMarkdown } from './markdown.ts';
import { tokensOf } from './tokens.ts';

/** Directives and blocks as Nginx reads them: names and nesting, without values. */
function ofNginx(text: string): string[] {
  const found: string[] = [];
  let words: string[] = [];
  let depth = 0;
  const tokens = /\s+|#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[;{}]|(?:[^\s;{}\\]|\\.)+/gs;
  for (const [token] of text.matchAll(tokens)) {
    if (/^(\s|#)/.test(token)) continue;
    if (token === '}') depth -= 1;
    else if (token === ';' || token === '{') {
      found.push(`${'  '.repeat(depth)}${words[0] ?? ''}${token}`);
      words = [];
      if (token === '{') depth += 1;
    } else words.push(token);
  }
  return [...found, ...words, `depth ${depth}`];
}

/** A PromQL expression without its texts. */
const ofPromql = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');

/** Keys and kinds of a value as a cluster or Grafana reads it, without its texts; expressions as expressions. */
function ofValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofValue);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'expr' && typeof inner === 'string' ? ofPromql(inner) : ofValue(inner),
    ]),
  );
}

/** Lines of a diagram without the texts of labels, messages and names; comments only where one could give an order. */
function ofMermaid(text: string): string[] {
  return text.split(/[\n\r]/).flatMap((line) => {
    if (/^%% /.test(line)) return /%%\{/.test(line) ? [line] : [];
    return [
      line
        .replace(/"[^"]*"/g, '""')
        .replace(/^(\s*(?:accTitle|Note over [a-z0-9,]+|[a-z]\d+-?->>[a-z]\d+)): [^;"#]*(?:#\w+;[^;"#]*)*$/, '$1:')
        .replace(/^(\s*participant [a-z]\d+ as) [^;"#]*(?:#\w+;[^;"#]*)*$/, '$1'),
    ];
  });
}

/** Kinds of Markdown nodes, their nesting and the languages of code, without texts; diagrams in it as diagrams. */
function ofMarkdown(text: string): unknown {
  const strip = (node: Nodes): unknown => {
    if (node.type === 'code') return [node.type, node.lang, node.lang === 'mermaid' ? ofMermaid(node.value) : ''];
    return 'children' in node ? [node.type, ...node.children.map(strip)] : node.type;
  };
  return strip(readMarkdown(text));
}

/**
 * A shell script word by word, without comments and without what stands in single quotes, where nothing means anything. In
 * double quotes things do, so those stay.
 */
function ofShell(text: string): string[] {
  const tokens = /(?<=^|\s)#[^\n]*|'[^']*'(?:\\''[^']*')*|"(?:[^"\\]|\\.)*"|\\.|\n|[\w$]+|[^\s\w]/gms;
  const kept = [...text.matchAll(tokens)].filter(([token]) => !token.startsWith('#') || token === '#');
  const words = kept.map(([token]) => (token.startsWith("'") ? "''" : token));
  return words.filter((word, index) => word !== '\n' || words[index - 1] !== '\n');
}

/** How each language is read. */
const readers: { readonly [L in FileLanguage]?: (text: string) => unknown } = {
  nginx: ofNginx,
  yaml: (text) => ofValue(parse(text, { version: '1.1' })),
  json: (text) => ofValue(JSON.parse(text)),
  mermaid: ofMermaid,
  markdown: ofMarkdown,
  typescript: (text) => tokensOf(text, 'typescript'),
  python: (text) => tokensOf(text, 'python'),
  go: (text) => tokensOf(text, 'go'),
  shell: ofShell,
};

/** What a file says apart from the texts in it; a foreign directive, key or node changes it. */
export function skeletonOf({ name, language, text }: GeneratedFile): unknown {
  const read = readers[language];
  if (!read) throw new Error(`${name}: nobody reads ${language} here. Add its reader to test/support/skeleton.ts.`);
  return [name, read(text)];
}
