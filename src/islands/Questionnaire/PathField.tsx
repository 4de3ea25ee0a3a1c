import type { UseFormReturn } from 'react-hook-form';
import type { FormValues } from './fields.ts';
import { useWords } from './words.ts';

type Props = {
  form: UseFormReturn<FormValues>;
  paths: readonly string[];
  defaultPath: string;
  heading: 'h1' | 'h2' | 'h3';
};

/** Which way the traffic takes; the usual one is chosen already. */
export function PathField({ form, paths, defaultPath, heading: Heading }: Props) {
  const { say, paths: texts } = useWords();
  return (
    <fieldset id="at-path" className="question" aria-describedby="path-about">
      <legend>
        <Heading tabIndex={-1} className="question-title">
          {say('path.label')}
        </Heading>
      </legend>
      <p id="path-about" className="question-help">
        {say('path.help')}
      </p>
      <div className="options">
        {paths.map((id) => (
          <div key={id} className="option">
            <input
              type="radio"
              id={`path-${id}`}
              value={id}
              aria-describedby={`path-${id}-help`}
              {...form.register('path')}
            />
            <label htmlFor={`path-${id}`}>
              {texts[id]?.name ?? id}
              {id === defaultPath && <span className="tag">{say('path.usual')}</span>}
            </label>
            <p id={`path-${id}-help`} className="option-help">
              {texts[id]?.summary}
            </p>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
