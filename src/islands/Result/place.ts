/** How long what was changed may still move what is being read. */
const SETTLES_MILLISECONDS = 3000;
const BY_HAND = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Keeps an element where it is on the screen while the page above it changes its height, until the reader moves on.
 * Browsers do so by themselves for most changes, though not all of them and not for all.
 */
export function holdPlace(element: Element): void {
  const top = element.getBoundingClientRect().top;
  const stop = () => {
    observer.disconnect();
    clearTimeout(end);
    for (const event of BY_HAND) window.removeEventListener(event, stop);
  };
  const observer = new ResizeObserver(() => {
    if (!element.isConnected) return stop();
    const moved = element.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: 'instant' });
  });
  const end = setTimeout(stop, SETTLES_MILLISECONDS);
  observer.observe(document.body);
  for (const event of BY_HAND) window.addEventListener(event, stop, { passive: true });
}

/** Runs something when the browser has nothing better to do; gives back how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const later = setTimeout(work, 1);
    return () => clearTimeout(later);
  }
  const later = window.requestIdleCallback(work, { timeout: 500 });
  return () => window.cancelIdleCallback(later);
}
