import { type KeyboardEvent, type RefObject, useCallback, useEffect, useState } from 'react';

/** readable: as wide as its box, though never too small to read. fit: all of it. Else a share of its own size. */
type Zoom = 'readable' | 'fit' | number;

const STEP = 1.25;
const LEAST = 0.2;
const MOST = 4;

/** How large a drawing is shown, by buttons, by keys, and by the wheel together with the control key. */
export function useZoom(box: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState<Zoom>('readable');

  /** Grows or shrinks, with what is in the middle staying there. */
  const change = useCallback(
    (next: Zoom | 'in' | 'out') => {
      const frame = box.current;
      const drawing = frame?.querySelector('svg');
      if (!frame || !drawing) return;
      const before = drawing.getBoundingClientRect();
      const now = before.width / drawing.viewBox.baseVal.width;
      const share = next === 'in' ? now * STEP : next === 'out' ? now / STEP : next;
      const wanted = typeof share === 'number' ? Math.min(MOST, Math.max(LEAST, share)) : share;
      const [x, y] = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
      setZoom(wanted);
      requestAnimationFrame(() => {
        const grown = drawing.getBoundingClientRect().width / before.width;
        frame.scrollTo({ left: x * grown - frame.clientWidth / 2, top: y * grown - frame.clientHeight / 2 });
      });
    },
    [box],
  );

  useEffect(() => {
    const frame = box.current;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      change(event.deltaY < 0 ? 'in' : 'out');
    };
    // Not passive, as the browser would zoom the page.
    frame?.addEventListener('wheel', onWheel, { passive: false });
    return () => frame?.removeEventListener('wheel', onWheel);
  }, [box, change]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const keys: { readonly [key: string]: Zoom | 'in' | 'out' } = {
      '+': 'in',
      '=': 'in',
      '-': 'out',
      '0': 'fit',
      '1': 1,
    };
    const next = keys[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    change(next);
  };

  return { zoom, change, onKeyDown };
}
