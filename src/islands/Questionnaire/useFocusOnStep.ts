import { type RefObject, useEffect, useRef } from 'react';
import type { Step } from './steps.ts';

/** Names the page after its step, and moves the focus to the heading of a step that was just reached. */
export function useFocusOnStep(body: RefObject<HTMLElement | null>, step: Step, isReady: boolean, title: string): void {
  const seen = useRef(step);
  useEffect(() => {
    const heading = body.current?.querySelector<HTMLElement>('h1');
    document.title = `${heading?.textContent ?? title} – Streamfit`;
    if (seen.current === step || !isReady) return;
    seen.current = step;
    heading?.focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [body, step, isReady, title]);
}
