import { plainText } from './text.ts';

const METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** What a label of a series must be: a text, another text than this, or what a whole RE2 pattern matches. */
export type Matcher = readonly [label: string, operator: '=' | '!=' | '=~', text: string];

/** A text as PromQL writes it, in double quotes; every sign in it is itself. */
export const quotePromql = (text: string): string => `"${plainText(text, 'promql').replace(/["\\]/g, '\\$&')}"`;

/** A text as a part of an RE2 pattern, in which every sign is itself. */
export const literalPattern = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

/** The series of one metric with these labels; throws on a name that could be more than a name. */
export function series(metric: string, matchers: readonly Matcher[]): string {
  if (!METRIC.test(metric)) throw new Error(`promql: ${JSON.stringify(metric)} is no metric`);
  const printed = matchers.map(([label, operator, text]) => {
    if (!LABEL.test(label)) throw new Error(`promql: ${JSON.stringify(label)} is no label`);
    return `${label}${operator}${quotePromql(text)}`;
  });
  return `${metric}{${printed.join(',')}}`;
}

/** A number as PromQL writes it. */
export function promqlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`promql: ${value} is no number to print`);
  return String(value);
}
