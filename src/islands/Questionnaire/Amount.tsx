import { type ReactNode, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Question } from '../../engine/question.ts';
import { formatDuration, formatNumber } from '../../i18n/format.ts';
import { NOT_SURE } from '../../schema/answers.ts';
import type { DurationUnit } from '../../units/duration.ts';
import { typedAmount } from '../../units/typed.ts';
import { type FormValues, fieldOf, type NumberField } from './fields.ts';
import { useWords } from './words.ts';

const UNITS: readonly DurationUnit[] = ['second', 'minute', 'hour', 'day'];

type Props = {
  question: Question;
  form: UseFormReturn<FormValues>;
  describedBy?: string | undefined;
  hasError: boolean;
  /** What the number means, in a sentence below it. */
  children?: ReactNode;
};

/** A duration with its unit, or a count: typed, taken from the usual values, or not known. */
export function Amount({ question, form, describedBy, hasError, children }: Props) {
  const { say, questions, locale } = useWords();
  const { id, kind, suggestions = [], word } = question;
  const name = `answers.${id}` as 'answers.peakClients';
  const field = form.watch(name) as NumberField;
  const set = (next: Partial<NumberField>) => form.setValue(name, { ...field, ...next }, { shouldDirty: true });
  // A unit that is typed goes into the list of units at once, and leaves the field with the focus.
  const [text, setText] = useState<string | undefined>();
  const isDuration = kind === 'duration';
  const instead = [...(word ? [word] : []), NOT_SURE];
  const title = questions[id]?.label ?? id;
  return (
    <div className="amount">
      <div className="amount-line">
        <input
          id={id}
          className={isDuration ? 'number' : 'number wide'}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          aria-label={isDuration ? say('assess.amountOf', { question: title }) : title}
          aria-describedby={describedBy}
          aria-invalid={hasError || undefined}
          value={text ?? field.amount}
          onChange={({ currentTarget: { value } }) => {
            const typed = isDuration ? typedAmount(value) : undefined;
            setText(typed && value);
            set({ amount: value, ...typed, instead: '' });
          }}
          onBlur={() => setText(undefined)}
        />
        {isDuration && (
          <select
            aria-label={say('assess.unitOf', { question: title })}
            value={field.unit}
            onChange={({ currentTarget }) => set({ unit: currentTarget.value as DurationUnit })}
          >
            {UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {say(`assess.${unit}`)}
              </option>
            ))}
          </select>
        )}
      </div>
      {isDuration && <p className="amount-help">{say('assess.typedUnits')}</p>}
      {children}
      <ul className="plain chips" aria-label={say('assess.usual')}>
        {suggestions.map((value) => {
          const suggested = fieldOf(question, value) as NumberField;
          const isChosen = suggested.amount === field.amount && (!isDuration || suggested.unit === field.unit);
          return (
            <li key={value}>
              <button type="button" className="chip" aria-pressed={isChosen} onClick={() => set(suggested)}>
                {isDuration ? formatDuration(value, locale) : formatNumber(value, locale)}
              </button>
            </li>
          );
        })}
      </ul>
      <div className="options">
        {instead.map((option) => {
          const text = questions[id]?.options?.[option];
          const inputId = `${id}-${option}`;
          const help = option === NOT_SURE ? say('assess.notSureHelp') : text?.help;
          return (
            <div key={option} className={option === NOT_SURE ? 'option apart' : 'option'}>
              <input
                type="checkbox"
                id={inputId}
                checked={field.instead === option}
                aria-describedby={help ? `${inputId}-help` : undefined}
                onChange={({ currentTarget }) =>
                  set(currentTarget.checked ? { instead: option, amount: '' } : { instead: '' })
                }
              />
              <label htmlFor={inputId}>{option === NOT_SURE ? say('assess.notSure') : text?.label}</label>
              {help && (
                <p id={`${inputId}-help`} className="option-help">
                  {help}
                </p>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
