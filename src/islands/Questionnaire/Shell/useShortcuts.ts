import { useEffect, useRef } from 'react';
import { isChosen } from '../../drafts/settings.ts';
import { isTextField } from './fields.ts';

export type Actions = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly back: (() => void) | undefined;
  readonly switchView: (() => void) | undefined;
  readonly drafts: () => void;
  readonly help: () => void;
  readonly submit: (() => void) | undefined;
};

/** The question keys belong to: the one with the focus, else the only one there is. */
function blockAt(target: Element | null): Element | null {
  const all = document.querySelectorAll('.assess fieldset.question');
  return target?.closest('fieldset.question') ?? (all.length === 1 ? (all[0] ?? null) : null);
}

/** Chooses an option by its place, or one of the usual values; zero is "not sure". */
function chooseOption(digit: number): boolean {
  const block = blockAt(document.activeElement);
  const options = block?.querySelectorAll<HTMLElement>('.chip, .option:not(.apart) input') ?? [];
  const option = digit === 0 ? block?.querySelector<HTMLElement>('.apart input') : options[digit - 1];
  option?.focus();
  option?.click();
  return option !== undefined && option !== null;
}

/** Whether Enter means nothing yet where the focus is. */
const isIdle = (target: EventTarget | null) =>
  target instanceof Element && (target === document.body || target.matches('main, h1, h2'));

function single(key: string, target: EventTarget | null, actions: Actions): boolean {
  if (/^[0-9]$/.test(key)) return chooseOption(Number(key));
  const action = {
    '?': actions.help,
    a: actions.switchView,
    b: actions.back,
    r: actions.redo,
    s: actions.drafts,
    u: actions.undo,
    enter: isIdle(target) ? actions.submit : undefined,
  }[key];
  action?.();
  return action !== undefined;
}

/** Undo and redo as everywhere; the others are single keys, which can be switched off. Text fields keep all keys. */
export function useShortcuts(actions: Actions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing, defaultPrevented, target } = event;
      if (defaultPrevented || isComposing || altKey || isTextField(target)) return;
      if (document.querySelector('dialog[open]')) return;
      const letter = key.toLowerCase();
      const { undo, redo } = latest.current;
      if (ctrlKey !== metaKey) {
        const act = letter === 'z' ? (shiftKey ? redo : undo) : letter === 'y' && !shiftKey ? redo : undefined;
        if (!act) return;
        event.preventDefault();
        act();
      } else if (!ctrlKey && !event.repeat && !isChosen('no-single-keys') && single(letter, target, latest.current)) {
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
