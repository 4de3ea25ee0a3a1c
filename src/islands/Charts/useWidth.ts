import { type RefObject, useEffect, useRef, useState } from 'react';

/** Width of a drawing on paper, and until its own is known. */
const PAPER_PIXELS = 680;

/** A box and how wide it is, in whole pixels, so that a drawing can be laid out for it. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const box = useRef<E>(null);
  const [width, setWidth] = useState(PAPER_PIXELS);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      const pixels = Math.floor(element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight));
      if (pixels > 0) setWidth(pixels);
    };
    const print = () => setWidth(PAPER_PIXELS);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('beforeprint', print);
    window.addEventListener('afterprint', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('beforeprint', print);
      window.removeEventListener('afterprint', measure);
    };
  }, []);
  return [box, width];
}
