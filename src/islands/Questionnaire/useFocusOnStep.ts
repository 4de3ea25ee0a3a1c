import { type RefObject, useEffect, useRef } from 'react';
import type { Step } from './steps.ts';

/**
 * Names the page after its step, and moves the focus to the heading of a step that was just reached. On the page of all
 * questions that is the one to show, if there is one, so that switching the view keeps the place.
 */
export function useFocusOnStep(
  body: RefObject<HTMLElement | null>,
  step: Step,
  isReady: boolean,
  title: string,
  show: RefObject<Step | undefined>,
): void {
  const seen = useRef(step);
  useEffect(() => {
    const first = body.current?.querySelector<HTMLElement>('h1');
    document.title = `${first?.textContent ?? title} – Streamfit`;
    if (seen.current === step || !isReady) return;
    seen.current = step;
    const block = step === 'all' && show.current ? document.getElementById(`at-${show.current}`) : null;
    const heading = block?.querySelector<HTMLElement>('.question-title') ?? first;
    show.current = undefined;
    heading?.focus({ preventScroll: true });
    if (block) block.scrollIntoView({ block: 'start', behavior: 'instant' });
    else window.scrollTo({ top: 0, behavior: 'instant' });
  }, [body, step, isReady, title, show]);
}
