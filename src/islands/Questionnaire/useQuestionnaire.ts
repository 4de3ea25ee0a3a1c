import { useCallback, useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { withAssumed } from '../../assumed.ts';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import { writeAddress } from '../address.ts';
import { saveDraft } from '../draft.ts';
import type { Links } from '../links.ts';
import { withPreset } from '../preset.ts';
import { wakeEngine } from './engine.ts';
import { type FormValues, toFields } from './fields.ts';
import { resolver, toFile } from './form.ts';
import { blankFile, findStart, type Note } from './start.ts';
import { allSteps, isQuestion, questionsOf, type Step, stepAfter, stepBefore } from './steps.ts';

/** How long Continue waits for the engine's list of questions before it goes on without. */
const PATIENCE_MILLISECONDS = 400;
/** How long to wait after a change before the address, the draft and the list of questions follow. */
const SETTLE_MILLISECONDS = 200;

/** The names of the fields a step shows, for checking them and for finding their errors. */
function fieldsOf(step: Step, list: readonly QuestionId[]): (`answers.${QuestionId}` | 'service')[] {
  if (step === 'all') return [...list.map((id) => `answers.${id}` as const), 'service'];
  if (step === 'service') return ['service'];
  return isQuestion(step) ? [`answers.${step}`] : [];
}

/** The state of the questionnaire: the form, the step, and how both reach the address bar and the draft. */
export function useQuestionnaire(
  facts: LinkFacts,
  links: Pick<Links, 'facts' | 'presets'>,
  wakeRest: () => Promise<boolean>,
) {
  const { facts: factsAddress, presets } = links;
  const [step, setStep] = useState<Step>('useCase');
  const [isReady, setReady] = useState(false);
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const [asked, setAsked] = useState<QuestionId[] | undefined>();
  const [base, setBase] = useState<AnswerFile>(() => blankFile(facts));
  const isReturning = useRef(false);
  const written = useRef('');
  const visited = useRef<Step[]>([]);
  const form = useForm<FormValues, { mayBeEmpty: boolean }>({
    defaultValues: toFields(questions, base, facts.platform.defaultPath),
    resolver,
    context: { mayBeEmpty: step === 'all' },
    shouldFocusError: false,
  });
  const values = useWatch({ control: form.control }) as FormValues;
  const file = toFile(values, base);
  const fragment = writeAddress(file, facts, step);
  const list = questionsOf(file.answers, asked, visited.current);

  const open = useCallback(
    (next: AnswerFile) => {
      setBase(next);
      form.reset(toFields(questions, next, facts.platform.defaultPath));
      setAsked(undefined);
    },
    [form, facts],
  );

  const load = useCallback(async () => {
    const { pathname, search } = window.location;
    const hash = await withPreset(window.location.hash, presets, facts);
    const start = findStart(hash ?? '', facts);
    const isBlank = Object.keys(start.file.answers).length === 0;
    const needsRest = start.step !== 'useCase' || !isBlank || start.notes.length > 0;
    const isComplete = hash !== undefined && (!needsRest || (await wakeRest()));
    const place = window.history.state as { isReturning?: boolean } | null;
    isReturning.current = place?.isReturning ?? (isQuestion(start.step) && hash?.includes('&at=') === true);
    open(start.file);
    visited.current = [isComplete ? start.step : 'useCase'];
    setStep(isComplete ? start.step : 'useCase');
    setNotes(isComplete ? start.notes : [{ kind: 'offline' }]);
    if (start.setAside) saveDraft('replaced', start.setAside);
    if (start.notes.some(({ kind }) => kind === 'broken-link')) {
      window.history.replaceState(null, '', pathname + search);
    }
    // A blank form writes nothing before something changes.
    written.current = isBlank ? writeAddress(start.file, facts, start.step) : '';
    setReady(true);
  }, [facts, presets, open, wakeRest]);

  useEffect(() => {
    load();
    const onPop = ({ state }: PopStateEvent) => {
      // Our own entries only move between steps, so that going back keeps what was answered since.
      const at = allSteps.find((each) => each === (state as { step?: string } | null)?.step);
      if (at) setStep(at);
      else load();
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, [load]);

  const keep = useCallback(() => {
    if (!isReady || fragment === written.current) return;
    // The browser may have gone back already while the page still shows the step before.
    const entry = (window.history.state as { step?: string } | null)?.step;
    if (entry !== undefined && entry !== step) return;
    written.current = fragment;
    window.history.replaceState({ step, isReturning: isReturning.current }, '', fragment);
    if (!saveDraft('current', fragment.slice(1))) {
      setNotes((all) => (all.some(({ kind }) => kind === 'no-storage') ? all : [...all, { kind: 'no-storage' }]));
    }
  }, [fragment, isReady, step]);

  useEffect(() => {
    const timer = setTimeout(async () => {
      if (!isReady || fragment === written.current) return;
      keep();
      const engine = await wakeEngine(factsAddress);
      setAsked(engine?.ask(file));
    }, SETTLE_MILLISECONDS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [fragment, keep, isReady, factsAddress]);

  const goTo = useCallback(
    async (next: Step, options: { isReturning?: boolean; file?: AnswerFile } = {}) => {
      if (!(await wakeRest())) {
        setNotes([{ kind: 'offline' }]);
        return;
      }
      if (next === 'check') isReturning.current = true;
      if (options.isReturning !== undefined) isReturning.current = options.isReturning;
      form.clearErrors();
      setNotes([]);
      const address = writeAddress(options.file ?? file, facts, next);
      written.current = address;
      window.history.pushState({ step: next, isReturning: isReturning.current }, '', address);
      saveDraft('current', address.slice(1));
      if (!visited.current.includes(next)) visited.current.push(next);
      setStep(next);
    },
    [form, facts, file, wakeRest],
  );

  /** Takes assumed answers as the user's own: these, or all of them. */
  const confirm = (ids: readonly Step[] = list): AnswerFile => {
    const left = file.assumed?.filter((id) => !ids.includes(id));
    setBase(withAssumed(base, left));
    return withAssumed(file, left);
  };

  const goOn = async () => {
    const isFine = await form.trigger(fieldsOf(step, list));
    if (!isFine) return false;
    const confirmed = confirm([step]);
    const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS));
    const engine = await Promise.race([wakeEngine(factsAddress), patience]);
    const now = engine?.ask(file);
    setAsked(now);
    await goTo(
      step === 'all'
        ? 'check'
        : stepAfter(step, questionsOf(file.answers, now, visited.current), file.answers, isReturning.current),
      { file: confirmed },
    );
    return true;
  };

  const back = isReturning.current && step !== 'check' ? 'check' : stepBefore(step, list);
  return { form, file, step, list, notes, isReady, isReturning, back, goTo, goOn, confirm, open, setNotes, fragment };
}
