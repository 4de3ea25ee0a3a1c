import type { Step } from '../steps.ts';

/** The block of a question, of the path or of the names. */
const blockOf = (step: Step): Element | null => document.getElementById(`at-${step}`);

/** Brings a question of the whole list into view and gives its heading the focus. */
export function showQuestion(step: Step): void {
  const block = blockOf(step);
  block?.scrollIntoView({ block: 'start', behavior: 'instant' });
  block?.querySelector<HTMLElement>('.question-title')?.focus({ preventScroll: true });
}

/** The question the reader is at: the one with the focus if it is in view, else the first in view. */
export function questionInView(steps: readonly Step[]): Step | undefined {
  const isInView = (block: Element | null) => {
    const box = block?.getBoundingClientRect();
    return box !== undefined && box.bottom > 60 && box.top < window.innerHeight;
  };
  const focused = document.activeElement?.closest('fieldset');
  return (
    steps.find((step) => focused && blockOf(step) === focused && isInView(focused)) ??
    steps.find((step) => isInView(blockOf(step)))
  );
}
