import type { Locale } from '../schema/texts.ts';
import { momentParts } from '../units/moment.ts';
import { languageTags } from './format.ts';

const formatters = new Map<string, Intl.NumberFormat>();

/** A formatter of a unit in short, made once: making one takes far longer than using it. */
function formatterOf(locale: Locale, unit: string, unitDisplay: 'short' | 'narrow'): Intl.NumberFormat {
  const key = `${locale} ${unit} ${unitDisplay}`;
  const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const;
  const formatter = formatters.get(key) ?? new Intl.NumberFormat(languageTags[locale], options);
  formatters.set(key, formatter);
  return formatter;
}

/** A moment in every unit it has, in short: "5 min", "1h 20m 5s"; to a tenth of a second within the first hour. */
export function formatMoment(seconds: number, locale: Locale): string {
  const parts = momentParts(seconds);
  const display = parts.length > 1 ? 'narrow' : 'short';
  const texts = parts.map(({ count, unit }) => formatterOf(locale, unit, display).format(count));
  // Chinese sets a space between a numeral and the word that follows.
  return texts.join(' ').replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}
