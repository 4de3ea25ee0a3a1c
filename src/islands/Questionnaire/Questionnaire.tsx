import { useMemo, useRef, useState } from 'react';
import type { LinkFacts } from '../../schema/facts.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import type { Links } from '../links.ts';
import { sayInterface } from '../words.ts';
import { StepForm } from './StepForm.tsx';
import { type Step, stepsOf } from './steps.ts';
import { TopBar } from './TopBar.tsx';
import { useFocusOnStep } from './useFocusOnStep.ts';
import { useQuestionnaire } from './useQuestionnaire.ts';
import { useRest } from './useRest.ts';
import { type Words, WordsContext } from './words.ts';

type Props = {
  locale: Locale;
  /** The words of the first question and of what surrounds it; the rest follows on demand. */
  questions: Texts['questions'];
  rooms: Texts['interface'];
  facts: LinkFacts;
  links: Pick<Links, 'result' | 'facts' | 'questions' | 'presets'>;
};

/** The questionnaire: one question at a time, or all on one page, and the check of the answers. */
export default function Questionnaire({ locale, questions: first, rooms, facts, links }: Props) {
  const lazy = useRest(links.questions);
  const { rest } = lazy;
  const words = useMemo((): Words => {
    const questions = rest?.texts.questions ?? first;
    const names = { questions, hops: rest?.texts.hops ?? {} };
    const say = sayInterface({ ...rooms, ...rest?.texts.rooms }, names, locale);
    return { locale, say, questions, paths: rest?.texts.paths ?? {}, names };
  }, [locale, first, rooms, rest]);
  const { say } = words;
  const state = useQuestionnaire(facts, links, lazy);
  const { form, file, answers, step, list, notes, isReady, back, goTo, goOn, confirm, load } = state;
  const [attempt, setAttempt] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const show = useRef<Step | undefined>(undefined);
  useFocusOnStep(body, step, isReady, say('assess.pageTitle'), show);

  const switchView = () => {
    const steps = stepsOf(list);
    const here = step === 'all' ? (rest?.questionInView(steps) ?? steps[0]) : step;
    show.current = here;
    rest?.choose('all-on-one-page', step !== 'all');
    goTo(step === 'all' && here ? here : 'all');
  };
  const submit = async () => {
    if (!(await goOn())) setAttempt((count) => count + 1);
  };

  const result = links.result + answers;

  return (
    <WordsContext.Provider value={words}>
      <div className="assess" data-ready={isReady} data-step={step}>
        <div className="assess-main">
          {rest && <rest.Notes state={state} facts={facts} />}
          {!rest && notes.length > 0 && (
            <p role="alert" className="notice warn">
              {say('assess.offline')}{' '}
              <button type="button" className="link" onClick={load}>
                {say('assess.tryAgain')}
              </button>
            </p>
          )}
          <TopBar
            step={step}
            steps={stepsOf(list)}
            isFresh={file.answers.useCase === undefined}
            back={back && (() => goTo(back))}
            switchView={switchView}
          />
          {rest && <rest.ErrorSummary errors={form.formState.errors} attempt={attempt} />}
          <div ref={body}>
            {step === 'check' && rest ? (
              <rest.CheckAnswers
                file={file}
                list={list}
                confirm={() => {
                  confirm();
                  body.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
                }}
                change={(to) => goTo(to, { isReturning: true })}
                result={result}
              />
            ) : (
              <StepForm
                step={step}
                list={list}
                assumed={file.assumed}
                form={form}
                facts={facts}
                rest={rest}
                meaning={(id) => rest && <rest.Meaning id={id} file={file} facts={links.facts} />}
                isReady={isReady}
                submit={submit}
              />
            )}
          </div>
          <div className="tools no-print">
            {rest && isReady && <rest.Shell state={state} facts={facts} switchView={switchView} submit={submit} />}
          </div>
        </div>
        <div className="assess-side no-print">
          {rest && (
            <rest.OutlookPanel
              file={file}
              names={rest.texts.protocols}
              facts={links.facts}
              step={step}
              go={goTo}
              result={result}
            />
          )}
          {rest && step !== 'check' && <rest.AnswerRail file={file} list={list} step={step} go={goTo} />}
        </div>
      </div>
    </WordsContext.Provider>
  );
}
