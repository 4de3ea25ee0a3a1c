import type { Nodes } from 'mdast';
import { parse } from 'yaml';
import type { FileLanguage, GeneratedFile } from '../../src/schema/assessment.ts';
import { readMarkdown } from './markdown.ts';

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

/** Keys and kinds of a YAML value as the cluster reads it, without its texts. */
function ofYaml(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofYaml);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ofYaml(inner)]));
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

/** How each language is read. */
const readers: { readonly [L in FileLanguage]?: (text: string) => unknown } = {
  nginx: ofNginx,
  yaml: (text) => ofYaml(parse(text, { version: '1.1' })),
  mermaid: ofMermaid,
  markdown: ofMarkdown,
};

/** What a file says apart from the texts in it; a foreign directive, key or node changes it. */
export function skeletonOf({ name, language, text }: GeneratedFile): unknown {
  const read = readers[language];
  if (!read) throw new Error(`${name}: nobody reads ${language} here. Add its reader to test/support/skeleton.ts.`);
  return [name, read(text)];
}
