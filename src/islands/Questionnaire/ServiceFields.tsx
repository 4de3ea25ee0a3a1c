import type { UseFormReturn } from 'react-hook-form';
import type { AnswerFile } from '../../schema/answers.ts';
import type { FormValues } from './fields.ts';
import { useWords } from './words.ts';

const KEYS: readonly (keyof AnswerFile['service'])[] = ['team', 'name', 'namespace', 'host', 'path', 'port'];
type Props = { form: UseFormReturn<FormValues>; heading: 'h1' | 'h2' | 'h3' };

/** Names that appear in the generated files; each has a value that works as it is. */
export function ServiceFields({ form, heading: Heading }: Props) {
  const { say } = useWords();
  const { errors } = form.formState;
  return (
    <fieldset id="at-service" className="question" aria-describedby="service-about">
      <legend>
        <Heading tabIndex={-1} className="question-title">
          {say('service.label')}
        </Heading>
      </legend>
      <p id="service-about" className="question-help">
        {say('service.help')}
      </p>
      <div className="names">
        {KEYS.map((key) => {
          const id = `service-${key}`;
          const isWrong = errors.service?.[key] !== undefined;
          return (
            <div key={key} className={isWrong ? 'name wrong' : 'name'}>
              <label htmlFor={id}>{say(`service.${key}`)}</label>
              <p id={`${id}-help`} className="option-help">
                {say(`service.${key}Help`)}
              </p>
              {isWrong && (
                <p id={`${id}-error`} className="field-error">
                  <span className="hidden-text">{say('assess.error')}</span>
                  {say(`service.${key}Enter`)}
                </p>
              )}
              <input
                id={id}
                type="text"
                className={key === 'port' ? 'number' : 'text'}
                inputMode={key === 'port' ? 'numeric' : undefined}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                aria-describedby={isWrong ? `${id}-error ${id}-help` : `${id}-help`}
                aria-invalid={isWrong || undefined}
                {...form.register(`service.${key}`)}
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
