import { answerText as text } from '../i18n/advice-words.ts';
import type { Names } from '../i18n/phrase.ts';
import type { Locale } from '../schema/texts.ts';
import type { SayInterface } from './words.ts';

type Words = { readonly names: Names; readonly locale: Locale; readonly say: SayInterface };

/** An answer as people read it: labels of options, durations and counts. */
export function answerText(id: string, answer: unknown, { names, locale, say }: Words): string {
  return text(id, answer, names, { notSure: say('assess.notSure'), separator: say('assess.separator') }, locale);
}
