import { useCallback, useEffect, useRef, useState } from 'react';
import type { LinkFacts } from '../../../schema/facts.ts';
import { writeAddress } from '../../address.ts';
import { contentOf } from '../../drafts/store.ts';
import type { State } from '../useQuestionnaire.ts';
import { useWords } from '../words.ts';
import { History } from './changes.ts';
import { isTextField } from './fields.ts';
import { showQuestion } from './place.ts';

/** A pause as long as this ends a change. */
const SETTLE_MILLISECONDS = 250;

/** Undo and redo of answers; both lead to where the change was, and say what it was. */
export function useUndo({ file, opened, answers, step, put, goTo }: State, facts: LinkFacts) {
  const { say, questions } = useWords();
  const [said, setSaid] = useState('');
  const [, redraw] = useState(0);
  const root = useRef(opened);
  const isSame = useCallback(
    (one: typeof file, other: typeof file) =>
      contentOf(writeAddress(one, facts)) === contentOf(writeAddress(other, facts)),
    [facts],
  );
  const history = useRef<History | undefined>(undefined);
  if (history.current === undefined || root.current !== opened) {
    root.current = opened;
    history.current = new History(opened, isSame);
  }
  const isTyping = useRef(false);
  const record = () => history.current?.record(file, isTyping.current) ?? false;

  useEffect(() => {
    const note = ({ type, target }: Event) => {
      const isAnswer = type === 'input' || (target instanceof Element && target.closest('.question') !== null);
      if (isAnswer) isTyping.current = isTextField(target);
    };
    for (const event of ['input', 'click']) window.addEventListener(event, note, true);
    return () => {
      for (const event of ['input', 'click']) window.removeEventListener(event, note, true);
    };
  }, []);
  // Not at every change of the answers: what is typed at another step is another change
  useEffect(() => {
    record();
    history.current?.endTyping();
  }, [step]);

  useEffect(() => {
    const timer = setTimeout(() => record() && redraw((count) => count + 1), SETTLE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [answers, opened]);

  const move = (way: 'undo' | 'redo') => {
    record();
    const change = history.current?.move(way);
    redraw((count) => count + 1);
    if (!change) {
      setSaid(say(`keys.${way}None`));
      return;
    }
    put(change.file);
    const at = change.step;
    const name = at === 'path' || at === 'service' ? say(`${at}.short`) : questions[at ?? '']?.short;
    setSaid(name ? say(`keys.${way}Done`, { name }) : say(`keys.${way}Some`));
    if (at === undefined || at === step) return;
    if (step === 'all') showQuestion(at);
    else goTo(at, { file: change.file });
  };
  return { said, move, canUndo: history.current.canUndo, canRedo: history.current.canRedo };
}
