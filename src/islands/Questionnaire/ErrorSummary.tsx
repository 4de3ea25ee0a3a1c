import { useEffect, useRef } from 'react';
import type { FieldErrors } from 'react-hook-form';
import type { QuestionId } from '../../schema/answers.ts';
import type { FormValues } from './fields.ts';
import { useWords } from './words.ts';

type Props = {
  errors: FieldErrors<FormValues> /** Counts the tries, so that each one takes the focus. */;
  attempt: number;
};

/** What has to be put right, each with a link to its field, in the words that also stand beside the field. */
export function ErrorSummary({ errors, attempt }: Props) {
  const { say, questions } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const wrong = [
    ...Object.keys(errors.answers ?? {}).map((id) => ({ id, text: questions[id as QuestionId]?.enter ?? id })),
    ...Object.keys(errors.service ?? {}).map((key) => ({ id: `service-${key}`, text: say(`service.${key}Enter`) })),
  ];
  useEffect(() => {
    // Only a new try moves the focus, never a later change of the list.
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (wrong.length === 0) return null;
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <h2>{say('assess.errors')}</h2>
      <ul className="plain">
        {wrong.map(({ id, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault(); // the fragment holds the answers
                document.getElementById(id)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
      {errors.answers && <p>{say('assess.orNotSure')}</p>}
    </div>
  );
}
