import type { Locale } from '../schema/texts.ts';
import { momentParts } from '../units/moment.ts';
import { formatUnit } from './format.ts';

/** A moment in every unit it has, in short: "5 min", "1h 20m 5s"; to a tenth of a second within the first hour. */
export function formatMoment(seconds: number, locale: Locale): string {
  const parts = momentParts(seconds);
  const display = parts.length > 1 ? 'narrow' : 'short';
  return parts.map(({ count, unit }) => formatUnit(count, unit, locale, display)).join(' ');
}
