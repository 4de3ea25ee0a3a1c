import type { Locale } from '../schema/texts.ts';
import { durationParts } from '../units/duration.ts';

/** Language tags for formatting, by the folder name of the locale. */
export const languageTags: { readonly [L in Locale]: string } = { en: 'en', 'zh-cn': 'zh-CN' };

const formatters = new Map<string, Intl.NumberFormat>();

/** A formatter, made once: making one takes far longer than using it. */
function formatterOf(locale: Locale, unit?: string): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  const known = formatters.get(key);
  if (known) return known;
  const options: Intl.NumberFormatOptions =
    unit === undefined
      ? { maximumFractionDigits: 2 }
      : { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 };
  const made = new Intl.NumberFormat(languageTags[locale], options);
  formatters.set(key, made);
  return made;
}

/** A number as people of this language write it. */
export const formatNumber = (value: number, locale: Locale): string => formatterOf(locale).format(value);

/** Seconds in at most two human units, such as "48 minutes" or "5 分钟". */
export function formatDuration(seconds: number, locale: Locale): string {
  const format = (count: number, unit: string) =>
    formatterOf(locale, unit)
      .format(count)
      .replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
  return durationParts(seconds)
    .map(({ count, unit }) => format(count, unit))
    .join(' ');
}
