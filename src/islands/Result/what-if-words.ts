import { formatNumber } from '../../i18n/format.ts';
import { fillPhrase } from '../../i18n/phrase.ts';
import type { WhatIf } from '../../schema/what-if.ts';
import type { ResultWords } from './words.ts';

/** What would have to be otherwise, in words that follow "if". */
export function whatIfPhrase(
  { question, change, value }: Pick<WhatIf, 'question' | 'change' | 'value'>,
  { texts, names, locale }: ResultWords,
): string {
  const words = texts['what-if'][question]?.[change === 'instead' ? value : change];
  const text = typeof words === 'object' ? words[value] : words;
  if (text === undefined) throw new Error(`what-if.yaml (${locale}): no text for ${question} ${change} ${value}`);
  const count = typeof value === 'number' ? formatNumber(value, locale) : value;
  return fillPhrase(text, { valueSeconds: value, count }, names, locale);
}
