import { choices, OPEN_ENDED } from '../schema/answers.ts';
import type { Finding, FindingData } from '../schema/assessment.ts';
import type { Locale, Texts } from '../schema/texts.ts';
import { formatDuration, formatNumber } from './format.ts';

/** The words needed to print values: option labels and hop names. */
export type Names = { readonly questions: Texts['questions']; readonly hops: { readonly [id: string]: string } };

/** A value of a finding or of a form as people read it: durations, hops and options by name, other numbers as numbers. */
export function formatValue(key: string, value: number | string, names: Names, locale: Locale): string {
  if (typeof value === 'number')
    return key.endsWith('Seconds') ? formatDuration(value, locale) : formatNumber(value, locale);
  if (key === 'hop') return names.hops[value] ?? value;
  if (key in choices || value === OPEN_ENDED) return names.questions[key]?.options?.[value]?.label ?? value;
  return value;
}

/** Fills the `{placeholders}` of a text; throws on one that the data lacks, which a test rules out for all content. */
export function fillPhrase(text: string, data: FindingData, names: Names, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = data[key];
    if (value === undefined) throw new Error(`text "${text}": nothing to put for {${key}}`);
    return formatValue(key, value, names, locale);
  });
}

/** A finding in words; why and do are there for concerns and blockers. */
export type FindingWords = {
  readonly title: string;
  readonly what: string;
  readonly why?: string;
  readonly do?: string;
};

/** The sentences of a finding. `unanswered` is the general text for a finding that waits for an answer. */
export function wordFinding(
  finding: Pick<Finding, 'rule' | 'code' | 'data'>,
  texts: { readonly rules: Texts['rules'] } & Names,
  locale: Locale,
  unanswered: string,
): FindingWords {
  const entry = texts.rules[finding.rule];
  if (!entry) throw new Error(`rule ${finding.rule}: no texts in ${locale}`);
  if (finding.code === 'unanswered') return { title: entry.title, what: unanswered };
  const text = entry[finding.code];
  if (!text || typeof text === 'string')
    throw new Error(`rule ${finding.rule}: no text for ${finding.code} in ${locale}`);
  const fill = (part: string) => fillPhrase(part, finding.data, texts, locale);
  return {
    title: entry.title,
    what: fill(text.what),
    ...(text.why && { why: fill(text.why) }),
    ...(text.do && { do: fill(text.do) }),
  };
}
