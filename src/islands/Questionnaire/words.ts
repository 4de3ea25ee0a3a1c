import { createContext, useContext } from 'react';
import type { Names } from '../../i18n/phrase.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import type { SayInterface } from '../words.ts';

/** The words of the questionnaire, in the language of the page. */
export type Words = {
  readonly locale: Locale;
  readonly say: SayInterface;
  readonly questions: Texts['questions'];
  readonly paths: Texts['platform']['paths'];
  readonly names: Names;
};

/** Only words go through the context; state is passed on. */
export const WordsContext = createContext<Words>({} as Words);

export const useWords = (): Words => useContext(WordsContext);
