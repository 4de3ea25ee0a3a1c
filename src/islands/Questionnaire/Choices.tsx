import type { UseFormReturn } from 'react-hook-form';
import type { Question } from '../../engine/question.ts';
import { NOT_SURE } from '../../schema/answers.ts';
import { type FormValues, switchOption } from './fields.ts';
import { useWords } from './words.ts';

type Props = { question: Question; form: UseFormReturn<FormValues>; describedBy?: string | undefined };

/** One choice, or several: the options with what they mean, then "not sure". */
export function Choices({ question, form, describedBy }: Props) {
  const { say, questions } = useWords();
  const { id, kind, options = [], exclusive } = question;
  const name = `answers.${id}` as const;
  const values = form.watch(name) as unknown as string | string[];
  const isSeveral = kind === 'choices';
  const alone = [NOT_SURE, ...(exclusive ? [exclusive] : [])];
  const control = (option: string) =>
    isSeveral
      ? {
          type: 'checkbox',
          name,
          checked: values.includes(option),
          onChange: () =>
            form.setValue(name, switchOption(values as string[], option, alone) as never, { shouldDirty: true }),
        }
      : { type: 'radio', ...form.register(name) };
  const label = (option: string) =>
    option === NOT_SURE
      ? { label: say('assess.notSure'), help: say('assess.notSureHelp') }
      : (questions[id]?.options?.[option] ?? { label: option, help: undefined });
  return (
    <div className={options.length > 9 ? 'options many' : 'options'}>
      {[...options, NOT_SURE].map((option, index) => {
        const text = label(option);
        const inputId = index === 0 ? id : `${id}-${option}`;
        const helpId = text.help ? `${inputId}-help` : undefined;
        return (
          <div key={option} className={option === NOT_SURE ? 'option apart' : 'option'}>
            <input
              {...control(option)}
              id={inputId}
              value={option}
              aria-describedby={[helpId, index === 0 ? describedBy : undefined].filter(Boolean).join(' ') || undefined}
            />
            <label htmlFor={inputId}>{text.label}</label>
            {text.help && (
              <p id={helpId} className="option-help">
                {text.help}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
