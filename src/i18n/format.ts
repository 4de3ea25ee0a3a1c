import type { Locale } from '../schema/texts.ts';
import { durationParts } from '../units/duration.ts';

/** Language tags for formatting, by the folder name of the locale. */
export const languageTags: { readonly [L in Locale]: string } = { en: 'en', 'zh-cn': 'zh-CN' };

/** A number as people of this language write it. */
export function formatNumber(value: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale], { maximumFractionDigits: 2 }).format(value);
}

/** Seconds in at most two human units, such as "48 minutes" or "5 分钟". */
export function formatDuration(seconds: number, locale: Locale): string {
  const format = (count: number, unit: string) =>
    new Intl.NumberFormat(languageTags[locale], { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 })
      .format(count)
      .replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
  return durationParts(seconds)
    .map(({ count, unit }) => format(count, unit))
    .join(' ');
}
