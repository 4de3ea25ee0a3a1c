import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Question } from '../../engine/question.ts';
import type { QuestionId } from '../../schema/answers.ts';
import type { Amount } from './Amount.tsx';
import { Choices } from './Choices.tsx';
import type { FormValues } from './fields.ts';
import { useWords } from './words.ts';

type Props = {
  question: Question;
  form: UseFormReturn<FormValues>;
  /** Level of its heading: the only question of a page, or one of many. */
  heading: 'h1' | 'h2' | 'h3';
  /** Whether its answer comes from a preset and waits to be confirmed. */
  isAssumed?: boolean | undefined;
  /** The control of a number; it comes with the rest of the questions, since the first needs none. */
  amount: typeof Amount | undefined;
  /** What the number that was entered means, where the page can say it. */
  meaning?: ((id: QuestionId) => ReactNode) | undefined;
};

/** One question: its words, its control, and what to do when nothing usable was entered. */
export function QuestionField({ question, form, heading: Heading, isAssumed, amount: Control, meaning }: Props) {
  const { say, questions } = useWords();
  const { id, kind, subject } = question;
  const text = questions[id];
  if (!text) return null;
  const hasError = form.formState.errors.answers?.[id] !== undefined;
  const helpId = `${id}-about`;
  const errorId = `${id}-error`;
  const describedBy = hasError ? `${errorId} ${helpId}` : helpId;
  return (
    <fieldset id={`at-${id}`} className={hasError ? 'question wrong' : 'question'} aria-describedby={describedBy}>
      <legend>
        {subject && <span className="subject">{say(`subject.${subject}`)}</span>}
        {isAssumed && <span className="tag assumed">{say('assess.assumed')}</span>}
        <Heading tabIndex={-1} className="question-title">
          {text.label}
        </Heading>
      </legend>
      <p id={helpId} className="question-help">
        {text.help}
      </p>
      {isAssumed && <p className="assumed-note small soft">{say('assess.assumedQuestion')}</p>}
      <details className="why">
        <summary>{say('assess.why')}</summary>
        <p>{text.why}</p>
      </details>
      {hasError && (
        <p id={errorId} className="field-error">
          <span className="hidden-text">{say('assess.error')}</span>
          {text.enter}
        </p>
      )}
      {kind === 'choice' || kind === 'choices' ? (
        <Choices question={question} form={form} describedBy={hasError ? errorId : undefined} />
      ) : (
        Control && (
          <Control
            question={question}
            form={form}
            describedBy={meaning ? `${describedBy} ${id}-meaning` : describedBy}
            hasError={hasError}
          >
            {meaning?.(id)}
          </Control>
        )
      )}
    </fieldset>
  );
}
