import { wrapText } from './text.ts';

/** A language sample programs are written in. */
export type ProgramLanguage = 'typescript' | 'python' | 'go';
/** Values for constants of a program, by the name they have in capitals, such as `HEARTBEAT_SECONDS`. */
export type Constants = { readonly [name: string]: string | number | boolean };
/** The sentence for the key of a comment. */
export type CommentWords = (key: string) => string;

const WIDTH = 100;
const MARKER: { readonly [L in ProgramLanguage]: '//' | '#' } = { typescript: '//', python: '#', go: '//' };

/** Text as a literal of the language; throws on what would need more than an escaped quote. */
function textLiteral(text: string, quote: '"' | "'"): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new Error(`program: ${JSON.stringify(text)} cannot stand in a literal`);
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
}

function literal(value: string | number | boolean, language: ProgramLanguage): string {
  if (typeof value === 'string') return textLiteral(value, language === 'typescript' ? "'" : '"');
  if (typeof value === 'number' && (!Number.isFinite(value) || value < 0))
    throw new Error(`program: ${value} is no number a constant can have`);
  if (typeof value === 'boolean' && language === 'python') return value ? 'True' : 'False';
  return String(value);
}

/** What a literal of any of the languages is, as `typeof` names it. */
const kindOf = (printed: string): string =>
  /^['"]/.test(printed) ? 'string' : /^(true|false)$/i.test(printed) ? 'boolean' : 'number';

/** `HEARTBEAT_SECONDS` as Go writes it. */
const goName = (name: string): string =>
  name.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The line that gives a constant its value: everything before the value, the value, and what ends it. */
const constantLine: { readonly [L in ProgramLanguage]: (name: string) => RegExp } = {
  typescript: (name) => new RegExp(`^((?:export )?const ${name} = )(.+)(;)$`, 'm'),
  python: (name) => new RegExp(`^(${name} = )(.+)()$`, 'm'),
  go: (name) => new RegExp(`^(\\t?(?:const )?${goName(name)} += )(.+)()$`, 'm'),
};

/** A program with other values for those of its constants that are named; throws where one would be of another kind. */
export function setConstants(text: string, language: ProgramLanguage, values: Constants): string {
  let filled = text;
  for (const [name, value] of Object.entries(values)) {
    const replace = (_: string, before: string, old: string, end: string) => {
      if (typeof value !== kindOf(old)) throw new Error(`program: ${name} is a ${kindOf(old)}, not ${String(value)}`);
      return `${before}${literal(value, language)}${end}`;
    };
    filled = filled.replace(constantLine[language](name), replace);
  }
  return filled;
}

/** From `// $if variant` to `// $end`: lines of one variant; those of another than the first are comments, `//| line`. */
const VARIANT = /^(?:\/\/|#) \$if (\w+)\n([\s\S]*?)^(?:\/\/|#) \$end\n/gm;

/** The variants of a program that it has lines of its own for. */
export const variantsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(VARIANT)].map(([, variant = '']) => variant));

/** A program with the lines of one variant and without those of the others. A blank line before `$end` is not kept. */
export const chooseVariant = (text: string, variant: string): string =>
  text.replace(VARIANT, (_, name: string, lines: string) =>
    name === variant ? lines.replace(/\n\n$/, '\n').replaceAll(/^(?:\/\/|#)\| ?/gm, '') : '',
  );

/** A line that holds nothing but the key of a comment. */
const KEY_LINE = /^([ \t]*)(\/\/|#) \$(\w+)$/gm;

/** The keys of all comments of a program, in order. */
export const commentKeys = (text: string): string[] => [...text.matchAll(KEY_LINE)].map(([, , , key = '']) => key);

/** A program with a sentence wherever a comment holds only `$key`. */
export function setComments(text: string, words: CommentWords): string {
  return text.replace(KEY_LINE, (_, indent: string, marker: string, key: string) => {
    const width = WIDTH - indent.replaceAll('\t', '    ').length - marker.length - 1;
    return wrapText(words(key), width)
      .map((line) => `${indent}${marker} ${line}`)
      .join('\n');
  });
}

/** A program below its header. */
export function printProgram(header: readonly string[], program: string, language: ProgramLanguage): string {
  const marker = MARKER[language];
  const lines = header.flatMap((text) => wrapText(text, WIDTH - marker.length - 1));
  return `${lines.map((line) => `${marker} ${line}`.trimEnd()).join('\n')}\n\n${program}`;
}
