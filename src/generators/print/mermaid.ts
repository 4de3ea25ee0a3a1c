import { plainText, wrapText } from './text.ts';

/** Signs that mean something to Mermaid, in a label or in the text of a message, and how it writes them as text. */
const ESCAPES: { readonly [sign: string]: string } = {
  '"': '#quot;',
  '#': '#35;',
  '%': '#37;',
  '&': '#amp;',
  '*': '#42;',
  ';': '#59;',
  '<': '#lt;',
  '>': '#gt;',
  '\\': '#92;',
  '`': '#96;',
  '{': '#123;',
  '|': '#124;',
  '}': '#125;',
};

/** One line of a label, with every sign escaped that could end it or be read as markup. */
export function escapeLabel(text: string): string {
  return plainText(text, 'mermaid').replace(/["#%&*;<>\\`{|}]/g, (sign) => ESCAPES[sign] ?? '');
}

/** Lines of a label in one text. */
export const toLabel = (lines: readonly string[]): string => lines.map(escapeLabel).join('<br/>');

/** A letter and a number: `end` and other words of the language would close a block. */
export function nodeId(id: string): string {
  if (!/^[a-z][0-9]+$/.test(id)) throw new Error(`mermaid: ${JSON.stringify(id)} cannot name a node`);
  return id;
}

const WIDTH = 100;

/** Comments are for people: signs that could open a directive are set apart. An empty comment would not be one. */
const printComment = (text: string): string[] =>
  text === '' ? [''] : wrapText(text, WIDTH).map((line) => `%% ${line.replaceAll('%{', '% {')}`);

/** A diagram as a document holds it, which says itself what it is and what it was made from. */
export const withoutHeader = (diagram: string): string => diagram.replace(/^(?:(?:%% .*)?\n)+/, '');

/** A diagram with its header: comments, what kind it is, its title for readers who do not see it, its lines. */
export function printDiagram(header: readonly string[], kind: string, title: string, body: readonly string[]): string {
  const lines = [`accTitle: ${escapeLabel(title)}`, ...body].map((line) => `    ${line}`);
  return `${[...header.flatMap(printComment), kind, ...lines].join('\n')}\n`;
}
