import { useCallback, useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { withAssumed } from '../../assumed.ts';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import { newDraftId } from '../drafts/id.ts';
import { storedKeys } from '../drafts/storage.ts';
import type { Links } from '../links.ts';
import { writeAddress } from '../write-address.ts';
import { blankFile } from './blank.ts';
import { wakeEngine } from './engine.ts';
import { type FormValues, toFields } from './fields.ts';
import { resolver, toFile } from './form.ts';
import type { Note } from './notes.ts';
import type { Place, Start } from './start.ts';
import { fieldsOf, isQuestion, questionsOf, type Step, stepAfter, stepBefore } from './steps.ts';
import { useDraft } from './useDraft.ts';
import type { useRest } from './useRest.ts';

/** How long Continue waits for the engine's list of questions before it goes on without. */
const PATIENCE_MILLISECONDS = 400;
/** How long to wait after a change before the address, the draft and the list of questions follow. */
const SETTLE_MILLISECONDS = 200;

type GoTo = { readonly isReturning?: boolean; readonly file?: AnswerFile };

/** The state of the questionnaire: the form, the step, and how both reach the address bar and the draft. */
export function useQuestionnaire(
  facts: LinkFacts,
  { facts: factsAddress, presets }: Pick<Links, 'facts' | 'presets'>,
  { rest, loaded, wake }: ReturnType<typeof useRest>,
) {
  const [step, setStep] = useState<Step>('useCase');
  const [isReady, setReady] = useState(false);
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const [asked, setAsked] = useState<QuestionId[] | undefined>();
  const [base, setBase] = useState<AnswerFile>(() => blankFile(facts));
  /** What the draft held when it was opened: where undoing ends. */
  const [opened, setOpened] = useState(base);
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
  const answers = writeAddress(file, facts);
  const fragment = `${answers}&at=${step}`;
  const list = questionsOf(file.answers, asked, visited.current);
  const tell = useCallback((note: Note) => {
    setNotes((all) => [...all.filter(({ kind }) => kind !== note.kind), note]);
  }, []);
  const draft = useDraft(loaded, tell);

  const open = useCallback(
    ({ file: next, id, seen, notes: told = [] }: Pick<Start, 'file' | 'id' | 'seen'> & Partial<Start>) => {
      setBase(next);
      setOpened(next);
      form.reset(toFields(questions, next, facts.platform.defaultPath));
      setAsked(undefined);
      const isForbidden = told.some(({ kind }) => kind === 'no-storage');
      draft.begin({ id, seen, opened: writeAddress(next, facts) }, isForbidden);
    },
    [form, facts, draft],
  );

  const load = useCallback(async () => {
    const { hash: given, pathname, search } = window.location;
    const place = window.history.state as Place | null;
    const parts = given.length > 1 || storedKeys()?.length !== 0 ? await wake() : undefined;
    const hash = await parts?.withPreset(given, presets, facts);
    if (given.length > 1 && hash === undefined) {
      // Nothing may be written over the answers in the address while they cannot be read.
      setNotes([{ kind: 'offline' }]);
      return;
    }
    const start: Start = parts?.findStart(hash ?? '', place, facts) ?? {
      file: blankFile(facts),
      step: 'useCase',
      notes: [],
      id: newDraftId(),
      seen: undefined,
    };
    isReturning.current = place?.isReturning ?? (isQuestion(start.step) && given.includes('&at='));
    open(start);
    visited.current = [start.step];
    setStep(start.step);
    setNotes(start.notes);
    if (start.notes.some(({ kind }) => kind === 'broken-link')) {
      window.history.replaceState(null, '', pathname + search);
    }
    // A blank form writes nothing before something changes.
    const isBlank = Object.keys(start.file.answers).length === 0;
    written.current = isBlank ? writeAddress(start.file, facts, start.step) : '';
    setReady(true);
  }, [facts, presets, open, wake]);

  useEffect(() => {
    load();
    const onPop = ({ state }: PopStateEvent) => {
      // Our own entries of the same draft only move between steps, so that going back keeps what was answered since.
      const place = state as Place | null;
      if (place && place.draft === draft.held.current.id) setStep(place.step);
      else load();
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, [load, draft]);

  const note = useCallback(
    (next: Step, isKept: boolean): Place => ({
      step: next,
      isReturning: isReturning.current,
      draft: draft.held.current.id,
      isKept,
    }),
    [draft],
  );

  const keep = useCallback(() => {
    if (!isReady || fragment === written.current) return;
    // The browser may have gone back already while the page still shows the step before.
    const entry = (window.history.state as Place | null)?.step;
    if (entry !== undefined && entry !== step) return;
    // Without its rest the page can write the address only; it keeps the draft as soon as it has it.
    if (rest) written.current = fragment;
    const isKept = draft.save(answers.slice(1), step);
    window.history.replaceState(note(step, isKept), '', fragment);
  }, [answers, fragment, isReady, step, rest, draft, note]);

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
    async (next: Step, options: GoTo = {}) => {
      if (!(await wake())) {
        setNotes([{ kind: 'offline' }]);
        return;
      }
      if (next === 'check') isReturning.current = true;
      if (options.isReturning !== undefined) isReturning.current = options.isReturning;
      form.clearErrors();
      setNotes([]);
      const now = writeAddress(options.file ?? file, facts);
      const isKept = draft.save(now.slice(1), next);
      written.current = `${now}&at=${next}`;
      window.history.pushState(note(next, isKept), '', written.current);
      if (!visited.current.includes(next)) visited.current.push(next);
      setStep(next);
    },
    [form, facts, file, wake, draft, note],
  );

  /** Opens other answers; those that were here are kept before, and the browser's Back leads to them. */
  const openAt = async (start: Pick<Start, 'file' | 'id' | 'seen'>, to: Step) => {
    keep();
    open(start);
    visited.current = [];
    await goTo(to, { file: start.file, isReturning: to === 'check' });
  };

  /** Changes the answers to those of another file, field by field: what is half typed elsewhere stays. */
  const put = useCallback(
    (next: AnswerFile) => {
      const fields = toFields(questions, next, facts.platform.defaultPath);
      const isOther = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
      for (const { id } of questions) {
        if (isOther(file.answers[id], next.answers[id])) form.setValue(`answers.${id}`, fields.answers[id] as never);
      }
      if (isOther(file.service, next.service)) form.setValue('service', fields.service);
      form.setValue('path', fields.path);
      setBase(next);
      // Other answers were kept in between, so that also those written last have to be written again.
      written.current = '';
    },
    [form, facts, file],
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
    draft.adopt();
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
  return {
    form,
    file,
    opened,
    answers,
    step,
    list,
    notes,
    setNotes,
    tell,
    isReady,
    back,
    draft,
    load,
    goTo,
    goOn,
    confirm,
    keep,
    openAt,
    put,
  };
}

export type State = ReturnType<typeof useQuestionnaire>;
