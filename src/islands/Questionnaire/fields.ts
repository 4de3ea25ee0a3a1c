import type { Question } from '../../engine/question.ts';
import {
  type AnswerFile,
  answerShapes,
  type choices,
  type GivenAnswers,
  NOT_SURE,
  type QuestionId,
} from '../../schema/answers.ts';
import { type DurationUnit, splitSeconds, toSeconds } from '../../units/duration.ts';

/** A number as it is typed, its unit for durations, and what was chosen instead of a number. */
export type NumberField = { amount: string; unit: DurationUnit; instead: string };
type ListId = {
  [K in keyof typeof choices]: NonNullable<GivenAnswers[K]> extends string ? never : K;
}[keyof typeof choices];
type NumberId = Exclude<QuestionId, keyof typeof choices>;
type Field<K extends QuestionId> = K extends NumberId ? NumberField : K extends ListId ? string[] : string;

/** What the controls of the form hold: text as typed, not yet checked. */
export type FormValues = {
  answers: { [K in QuestionId]: Field<K> };
  path: string;
  service: { [K in keyof AnswerFile['service']]: string };
};

/** Six decimals, as many as a link carries: 1.1 minutes are 66 seconds, not 66.00000000000001. */
const rounded = (value: number) => Math.round(value * 1_000_000) / 1_000_000;

/** A typed number; full-width digits and grouping are fine. Text that is no number stays text, to be refused. */
function typedNumber(amount: string): number | string {
  const text = amount
    .normalize('NFKC')
    .trim()
    .replace(/(?<=\d)[\s,](?=\d{3}(?!\d))/g, '');
  return /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text;
}

/** What a control holds as an answer, to be checked by the answer's shape; `undefined` when it holds nothing. */
export function candidateOf({ kind }: Question, field: unknown): unknown {
  if (kind === 'choice') return field === '' ? undefined : field;
  if (kind === 'choices') {
    const values = field as string[];
    return values.includes(NOT_SURE) ? NOT_SURE : values.length > 0 ? values : undefined;
  }
  const { amount, unit, instead } = field as NumberField;
  if (instead !== '') return instead;
  const value = typedNumber(amount);
  if (value === '') return undefined;
  return kind === 'duration' && typeof value === 'number' ? rounded(toSeconds(value, unit)) : value;
}

/** The control's content for an answer. */
export function fieldOf({ kind }: Question, answer: unknown): unknown {
  if (kind === 'choice') return answer ?? '';
  if (kind === 'choices') return answer === undefined ? [] : Array.isArray(answer) ? answer : [answer];
  const blank: NumberField = { amount: '', unit: 'second', instead: '' };
  if (typeof answer === 'string') return { ...blank, instead: answer };
  if (typeof answer !== 'number') return blank;
  if (kind === 'count') return { ...blank, amount: String(answer) };
  const { count, unit } = splitSeconds(answer);
  return { ...blank, amount: String(count), unit };
}

/** The form's content for an answer file. */
export function toFields(questions: readonly Question[], file: AnswerFile, defaultPath: string): FormValues {
  const answers = Object.fromEntries(
    questions.map((question) => [question.id, fieldOf(question, file.answers[question.id])]),
  );
  const service = Object.fromEntries(Object.entries(file.service).map(([key, value]) => [key, String(value)]));
  return { answers, path: file.path ?? defaultPath, service } as FormValues;
}

/** Every answer the form holds that its shape accepts; what is half typed is left out. */
export function toAnswers(questions: readonly Question[], values: FormValues): GivenAnswers {
  const entries = questions.flatMap((question) => {
    const candidate = candidateOf(question, values.answers[question.id]);
    const isFine = candidate === NOT_SURE || answerShapes[question.id].safeParse(candidate).success;
    return isFine ? [[question.id, candidate]] : [];
  });
  return Object.fromEntries(entries);
}

/** The values of several, after one was switched; what stands alone drops the others. */
export function switchOption(values: readonly string[], option: string, exclusive: readonly string[]): string[] {
  if (values.includes(option)) return values.filter((value) => value !== option);
  return exclusive.includes(option) ? [option] : [...values.filter((value) => !exclusive.includes(value)), option];
}
