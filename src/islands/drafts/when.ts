import { languageTags } from '../../i18n/format.ts';
import type { Locale } from '../../schema/texts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in words; beyond a week, the day itself. */
export function whenChanged(time: number, now: number, locale: Locale): string {
  const tag = languageTags[locale];
  const age = Math.max(0, now - time);
  if (age >= 7 * DAY) return new Intl.DateTimeFormat(tag, { dateStyle: 'long' }).format(time);
  const words = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  if (age >= DAY) return words.format(-Math.floor(age / DAY), 'day');
  if (age >= HOUR) return words.format(-Math.floor(age / HOUR), 'hour');
  if (age >= MINUTE) return words.format(-Math.floor(age / MINUTE), 'minute');
  return words.format(0, 'second');
}
