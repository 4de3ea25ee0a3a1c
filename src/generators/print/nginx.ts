import { wrapText } from './text.ts';

/** Something Nginx reads as more than text: a variable or a modifier. Written by a generator, never from an answer. */
export type Expression = { readonly expression: string };
/** A name or value: text, which may hold nothing that means something to Nginx, or an expression. */
export type Word = string | Expression;

export type NginxNode =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'directive'; readonly words: readonly Word[] }
  | { readonly kind: 'block'; readonly words: readonly Word[]; readonly body: readonly NginxNode[] };

export const comment = (text: string): NginxNode => ({ kind: 'comment', text });
export const blank: NginxNode = { kind: 'blank' };
export const directive = (...words: Word[]): NginxNode => ({ kind: 'directive', words });
export const block = (words: readonly Word[], body: readonly NginxNode[]): NginxNode => ({
  kind: 'block',
  words,
  body,
});
export const expression = (text: string): Expression => ({ expression: text });

/** Seconds as Nginx writes a time: whole, and never 0, which it reads as "at once". */
export const nginxSeconds = (seconds: number): string => `${Math.max(1, Math.ceil(seconds))}s`;

/** What may stand unquoted: nothing here ends a directive, opens a block or a quotation, or is a variable. */
const TEXT = /^[A-Za-z0-9/][A-Za-z0-9._~+,=:@/-]*$/;
/** The same, and `$` for variables; or only the modifiers of a location. */
const EXPRESSION = /^(\$?[A-Za-z0-9/][A-Za-z0-9._$:/-]*|\^~|=)$/;
const NAME = /^[a-z][a-z0-9_]*$/;

function printWord(word: Word, index: number): string {
  const text = typeof word === 'string' ? word : word.expression;
  if (text === '' && index > 0) return '""';
  const shape = typeof word !== 'string' ? EXPRESSION : index === 0 ? NAME : TEXT;
  if (!shape.test(text)) throw new Error(`nginx: ${JSON.stringify(text)} cannot stand in a configuration`);
  return text;
}

const INDENT = 4;
const WIDTH = 100;

function printNode(node: NginxNode, depth: number): string[] {
  const indent = ' '.repeat(INDENT * depth);
  if (node.kind === 'blank') return [''];
  if (node.kind === 'comment')
    return wrapText(node.text, WIDTH - indent.length).map((line) => `${indent}# ${line}`.trimEnd());
  const words = node.words.map(printWord).join(' ');
  if (node.kind === 'directive') return [`${indent}${words};`];
  const body = node.body.flatMap((child) => printNode(child, depth + 1));
  return [`${indent}${words} {`, ...body, `${indent}}`];
}

/** A piece of Nginx configuration as text, four spaces a level; throws on a word that could break out of its place. */
export function printNginx(nodes: readonly NginxNode[]): string {
  return `${nodes.flatMap((node) => printNode(node, 0)).join('\n')}\n`;
}
