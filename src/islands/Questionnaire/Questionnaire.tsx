import { useMemo, useRef, useState } from 'react';
import type { AnswerFile } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import { readAddress, writeAddress } from '../address.ts';
import { loadDraft, saveDraft } from '../draft.ts';
import type { Links } from '../links.ts';
import { sayInterface } from '../words.ts';
import { ErrorSummary } from './ErrorSummary.tsx';
import { Notes } from './Notes.tsx';
import { StepForm } from './StepForm.tsx';
import { blankFile } from './start.ts';
import { allSteps, type Step, stepsOf } from './steps.ts';
import { Tools } from './Tools.tsx';
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
  const { rest, wake } = useRest(links.questions);
  const words = useMemo((): Words => {
    const questions = rest?.texts.questions ?? first;
    const names = { questions, hops: rest?.texts.hops ?? {} };
    const say = sayInterface({ ...rooms, ...rest?.texts.rooms }, names, locale);
    return { locale, say, questions, paths: rest?.texts.paths ?? {}, names };
  }, [locale, first, rooms, rest]);
  const { say } = words;
  const state = useQuestionnaire(facts, links, wake);
  const { form, file, step, list, notes, isReady, back, goTo, goOn, confirm, open } = state;
  const [attempt, setAttempt] = useState(0);
  const body = useRef<HTMLDivElement>(null);

  useFocusOnStep(body, step, isReady, say('assess.pageTitle'));

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
  const submit = async () => {
    if (!(await goOn())) setAttempt((count) => count + 1);
  };

  const result = links.result + writeAddress(file, facts);

  return (
    <WordsContext.Provider value={words}>
      <div className="assess" data-ready={isReady} data-step={step}>
        <div className="assess-main">
          <Notes notes={notes} restart={restart} restore={replaced ? restore : undefined} rest={rest} />
          <TopBar
            step={step}
            steps={stepsOf(list)}
            isFresh={file.answers.useCase === undefined}
            back={back && (() => goTo(back))}
            switchView={() => goTo(step === 'all' ? (list[0] ?? 'useCase') : 'all')}
          />
          <ErrorSummary errors={form.formState.errors} attempt={attempt} />
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
          {(step === 'useCase' || step === 'check' || step === 'all') && (
            <Tools
              facts={facts}
              rest={rest}
              open={(opened) => openAt(opened, 'check')}
              restart={restart}
              restore={replaced ? restore : undefined}
            />
          )}
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
