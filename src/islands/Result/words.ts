import { createContext, useContext } from 'react';
import { type ActionWords, actionWords, formatAmount } from '../../i18n/advice-words.ts';
import { type FindingWords, type Names, wordFinding } from '../../i18n/phrase.ts';
import type { QuestionId } from '../../schema/answers.ts';
import type { Action, Assessment, Finding, FindingData } from '../../schema/assessment.ts';
import type { ProtocolId } from '../../schema/protocol.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import { type SayInterface, sayInterface } from '../words.ts';

/** What the page shows of an assessment at once; timeline and what single answers would change are worked out later. */
export type Shown = Omit<Assessment, 'timeline' | 'whatIf' | 'openOutcomes'>;

/** Everything the result is told with, in the language of the page. */
export type ResultWords = {
  readonly locale: Locale;
  readonly texts: Texts;
  readonly names: Names;
  readonly say: SayInterface;
  readonly finding: (finding: Pick<Finding, 'rule' | 'code' | 'data'>) => FindingWords;
  readonly protocol: (id: ProtocolId) => string;
  readonly hop: (id: string) => string;
  readonly limit: (key: string) => string;
  readonly question: (id: QuestionId) => string;
  /** A limit's value by the unit its key ends in. */
  readonly amount: (key: string, value: number) => string;
  readonly action: (action: Action) => ActionWords;
  /** A text of `files/`, such as what a file is for. */
  readonly file: (key: string, data?: FindingData) => string;
};

export function resultWords(texts: Texts, locale: Locale): ResultWords {
  const names: Names = { questions: texts.questions, hops: texts.platform.hops };
  const say = sayInterface(texts.interface, names, locale);
  return {
    locale,
    texts,
    names,
    say,
    finding: (finding) => wordFinding(finding, { rules: texts.rules, ...names }, locale, say('result.unanswered')),
    protocol: (id) => texts.protocols.protocols[id]?.name ?? id,
    hop: (id) => texts.platform.hops[id] ?? id,
    limit: (key) => texts.platform.limits[key]?.name ?? texts.platform.thresholds[key] ?? key,
    question: (id) => texts.questions[id]?.short ?? id,
    amount: (key, value) => formatAmount(key, value, locale),
    action: (action) => actionWords(action, texts, locale),
    file: sayInterface(texts.files, names, locale),
  };
}

/** Only words go through the context; state is passed on. */
export const ResultContext = createContext<ResultWords>({} as ResultWords);
export const useResultWords = (): ResultWords => useContext(ResultContext);
