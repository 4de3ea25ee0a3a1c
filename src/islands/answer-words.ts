import { languageTags } from '../i18n/format.ts';
import { formatValue, type Names } from '../i18n/phrase.ts';
import { NOT_SURE } from '../schema/answers.ts';
import type { Locale } from '../schema/texts.ts';

/** An answer as people read it: labels of options, durations and counts; `notSure` for an open one. */
export function answerText(id: string, answer: unknown, names: Names, locale: Locale, notSure: string): string {
  if (answer === NOT_SURE) return notSure;
  const values = (Array.isArray(answer) ? answer : [answer]) as (string | number)[];
  const words = values.map((value) => formatValue(id, value, names, locale));
  return new Intl.ListFormat(languageTags[locale], { type: 'conjunction' }).format(words);
}
