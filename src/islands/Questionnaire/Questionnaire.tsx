import { useEffect, useMemo, useRef, useState } from 'react';
import type { AnswerFile } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import { readAddress, writeAddress } from '../address.ts';
import { loadDraft, saveDraft } from '../draft.ts';
import type { Links } from '../links.ts';
import { sayInterface } from '../words.ts';
import { ErrorSummary } from './ErrorSummary.tsx';
import { Notes } from './Notes.tsx';
import { StepBody } from './StepBody.tsx';
import { blankFile } from './start.ts';
import { allSteps, type Step, stepsOf } from './steps.ts';
import { useQuestionnaire } from './useQuestionnaire.ts';
import { useRest } from './useRest.ts';
import { type Words, WordsContext } from './words.ts';

type Props = {
  locale: Locale;
  /** The words of the first question and of what surrounds it; the rest follows on demand. */
  questions: Texts['questions'];
  rooms: Texts['interface'];
  facts: LinkFacts;
  links: Links;
};

/** The questionnaire: one question at a time, or all on one page, and the check of the answers. */
export default function Questionnaire({ locale, questions: first, rooms, facts, links }: Props) {
  const { rest, wake } = useRest(links.questions);
  const words = useMemo((): Words => {
    const questions = rest?.texts.questions ?? first;
    const names = { questions, hops: {} };
    const say = sayInterface({ ...rooms, ...rest?.texts.rooms }, names, locale);
    return { locale, say, questions, paths: rest?.texts.paths ?? {}, names };
  }, [locale, first, rooms, rest]);
  const { say } = words;
  const state = useQuestionnaire(facts, links.facts, wake);
  const { form, file, step, list, notes, isReady, back, goTo, goOn, open } = state;
  const [attempt, setAttempt] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const seen = useRef(step);

  useEffect(() => {
    const heading = body.current?.querySelector<HTMLElement>('h1');
    document.title = `${heading?.textContent ?? say('assess.pageTitle')} – Streamfit`;
    if (seen.current === step || !isReady) return;
    seen.current = step;
    heading?.focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [step, isReady, say]);

  const openAt = (next: AnswerFile, to: Step) => {
    open(next);
    goTo(to, { file: next, isReturning: to === 'check' });
  };
  const replaced = isReady ? loadDraft('replaced') : undefined;
  const restore = () => {
    const read = replaced ? readAddress(replaced, allSteps, facts).read : undefined;
    if (!read?.ok) return;
    const current = loadDraft('current');
    saveDraft('replaced', current ?? undefined);
    openAt(read.value, 'check');
  };
  const restart = () => {
    saveDraft('replaced', loadDraft('current') ?? undefined);
    openAt(blankFile(facts), 'useCase');
    saveDraft('current', undefined);
  };
  const steps = stepsOf(list);
  const place = steps.indexOf(step) + 1;
  // Before the use case is known, nearly every question may apply, and their number would only frighten.
  const isFresh = file.answers.useCase === undefined;

  return (
    <WordsContext.Provider value={words}>
      <div className="assess" data-ready={isReady} data-step={step}>
        <div className="assess-main">
          <Notes notes={notes} restart={restart} restore={replaced ? restore : undefined} rest={rest} />
          <div className="assess-top no-print">
            {back && (
              <button type="button" className="link back" onClick={() => goTo(back)}>
                {say('assess.back')}
              </button>
            )}
            {place > 0 && (
              <p className="progress">
                <span>{say(isFresh ? 'assess.progressStart' : 'assess.progress', { place, count: steps.length })}</span>
                <progress value={place - 1} max={steps.length} aria-label={say('assess.progressLabel')} />
              </p>
            )}
            {step !== 'check' && (
              <button
                type="button"
                className="link"
                onClick={() => goTo(step === 'all' ? (list[0] ?? 'useCase') : 'all')}
              >
                {say(step === 'all' ? 'assess.showOne' : 'assess.showAll')}
              </button>
            )}
          </div>
          <ErrorSummary errors={form.formState.errors} attempt={attempt} />
          <div ref={body}>
            {step === 'check' && rest ? (
              <rest.CheckAnswers
                file={file}
                list={list}
                change={(to) => goTo(to, { isReturning: true })}
                result={links.result + writeAddress(file, facts)}
              />
            ) : (
              <form
                noValidate
                onSubmit={async (event) => {
                  event.preventDefault();
                  if (!(await goOn())) setAttempt((count) => count + 1);
                }}
              >
                <StepBody step={step} list={list} form={form} facts={facts} rest={rest} />
                <p className="assess-actions">
                  <button type="submit" className="button" disabled={!isReady}>
                    {say(step === 'all' ? 'assess.toCheck' : 'assess.continue')}
                  </button>
                </p>
              </form>
            )}
          </div>
          {(step === 'useCase' || step === 'check' || step === 'all') && (
            <details className="why tools no-print">
              <summary>{say('assess.tools')}</summary>
              <div className="stack">
                {rest && <rest.OpenFile facts={facts} open={(opened) => openAt(opened, 'check')} />}
                <p>
                  <button type="button" className="link" onClick={restart}>
                    {say('assess.restart')}
                  </button>{' '}
                  {replaced && (
                    <button type="button" className="link" onClick={restore}>
                      {say('assess.restore')}
                    </button>
                  )}
                </p>
              </div>
            </details>
          )}
        </div>
        {rest && step !== 'check' && <rest.AnswerRail file={file} list={list} step={step} go={goTo} />}
      </div>
    </WordsContext.Provider>
  );
}
