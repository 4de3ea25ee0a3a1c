import { readTexts } from '../../src/read-content.ts';
import type { Locale, Texts } from '../../src/schema/texts.ts';
import { rawContent } from './facts.ts';

const read = new Map<Locale, Texts>();

/** The words of one locale, read once. */
export function texts(locale: Locale): Texts {
  const known = read.get(locale) ?? readTexts(rawContent, locale);
  read.set(locale, known);
  return known;
}
