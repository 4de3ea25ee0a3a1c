import { plainText } from './text.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** Stops what JSON would change without a word, and signs that would change how the text is read on a screen. */
function check(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`json: ${value} is no number to print`);
  if (typeof value === 'string') for (const line of value.split('\n')) plainText(line, 'json');
  return value;
}

/** A JSON document, two spaces a level. Texts may have several lines; keys are written by generators, never by users. */
export const printJson = (root: JsonValue): string => `${JSON.stringify(root, check, 2)}\n`;
