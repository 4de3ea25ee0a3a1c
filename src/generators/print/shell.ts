import { plainText, wrapText } from './text.ts';

/** A variable of the script in the middle of a text. */
export type Variable = { readonly variable: string };
/** A word: text that the shell takes as it is, with values of variables in between. */
export type Word = string | readonly (string | Variable)[];

export type ShellNode =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'assignment'; readonly name: string; readonly value: string }
  | { readonly kind: 'function'; readonly name: string; readonly body: readonly ShellNode[] }
  | { readonly kind: 'lines'; readonly words: readonly Word[] }
  | { readonly kind: 'choice'; readonly cases: readonly (readonly [label: string, word: Word])[] }
  | { readonly kind: 'code'; readonly text: string };

export const comment = (text: string): ShellNode => ({ kind: 'comment', text });
export const blank: ShellNode = { kind: 'blank' };
/** Gives a variable a value, which is text to the shell. */
export const assign = (name: string, value: string | number): ShellNode => ({
  kind: 'assignment',
  name,
  value: String(value),
});
export const define = (name: string, body: readonly ShellNode[]): ShellNode => ({ kind: 'function', name, body });
/** Prints each word on a line of its own. */
export const lines = (words: readonly Word[]): ShellNode => ({ kind: 'lines', words });
/** Prints, without a line end, the word whose label the first argument is. */
export const choice = (cases: readonly (readonly [label: string, word: Word])[]): ShellNode => ({
  kind: 'choice',
  cases,
});
/** Commands as they stand. Written by a generator, never from an answer or a text. */
export const code = (text: string): ShellNode => ({ kind: 'code', text: text.trim() });

const NAME = /^[a-z][a-z0-9_]*$/;
const LABEL = /^[a-z][A-Za-z0-9.-]*$/;
const WIDTH = 100;
const INDENT = 2;

function name(text: string): string {
  if (!NAME.test(text)) throw new Error(`shell: ${JSON.stringify(text)} is no name`);
  return text;
}

/** Text in single quotes, in which nothing means anything to a shell; throws on control characters. */
const quote = (text: string): string => `'${plainText(text, 'shell').replaceAll("'", "'\\''")}'`;

function printWord(word: Word): string {
  if (typeof word === 'string') return quote(word);
  return word.map((part) => (typeof part === 'string' ? quote(part) : `"$${name(part.variable)}"`)).join('') || "''";
}

function printLines(words: readonly Word[]): string[] {
  if (words.length === 0) return [':'];
  const last = words.length - 1;
  return [
    "printf '%s\\n' \\",
    ...words.map((word, index) => `${' '.repeat(INDENT)}${printWord(word)}${index < last ? ' \\' : ''}`),
  ];
}

function printChoice(cases: readonly (readonly [string, Word])[]): string[] {
  const rows = cases.map(([label, word]) => {
    if (!LABEL.test(label)) throw new Error(`shell: ${JSON.stringify(label)} is no label`);
    return `  ${label}) printf '%s' ${printWord(word)} ;;`;
  });
  return ['case $1 in', ...rows, '  *) printf \'%s\' "$1" ;;', 'esac'];
}

function printNode(node: ShellNode): string[] {
  switch (node.kind) {
    case 'blank':
      return [''];
    case 'comment':
      return wrapText(node.text, WIDTH - 2).map((line) => `# ${line}`.trimEnd());
    case 'assignment':
      return [`${name(node.name)}=${quote(node.value)}`];
    case 'function':
      return [
        `${name(node.name)}() {`,
        ...node.body.flatMap(printNode).map((line) => (line === '' ? line : ' '.repeat(INDENT) + line)),
        '}',
      ];
    case 'lines':
      return printLines(node.words);
    case 'choice':
      return printChoice(node.cases);
    case 'code':
      return node.text.split('\n');
  }
}

/** A script for a POSIX shell; throws on a name or text that could break out of its place. */
export function printShell(nodes: readonly ShellNode[]): string {
  return `#!/bin/sh\n${nodes.flatMap(printNode).join('\n')}\n`;
}
