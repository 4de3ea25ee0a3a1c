import { formatValue, type Names } from '../i18n/phrase.ts';
import { NOT_SURE } from '../schema/answers.ts';
import type { Locale } from '../schema/texts.ts';
import type { SayInterface } from './words.ts';

type Words = { readonly names: Names; readonly locale: Locale; readonly say: SayInterface };

/** An answer as people read it: labels of options, durations and counts. */
export function answerText(id: string, answer: unknown, { names, locale, say }: Words): string {
  if (answer === NOT_SURE) return say('assess.notSure');
  const values = (Array.isArray(answer) ? answer : [answer]) as (string | number)[];
  return values.map((value) => formatValue(id, value, names, locale)).join(say('assess.separator'));
}
