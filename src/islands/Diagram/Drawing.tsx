import { useEffect, useRef, useState } from 'react';
import { drawDiagram } from './mermaid.ts';

type Props = { source: string; label: string; waiting: string; failed: string };
/** How far before it is seen a diagram is drawn. */
const AHEAD = '600px';
/** The smallest share of its own size at which a drawing can be read. */
const LEAST_SCALE = 0.8;

/** A Mermaid diagram, drawn when it comes near and again when the colours of the page change. */
export function Drawing({ source, label, waiting, failed }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLElement>(null);
  const [isNear, setNear] = useState(false);
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');

  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      { rootMargin: AHEAD },
    );
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!isNear) return;
    let isCurrent = true;
    const draw = async () => {
      try {
        const svg = await drawDiagram(source);
        if (!isCurrent || !box.current) return;
        box.current.innerHTML = svg; // Mermaid's strict level has cleaned it
        const drawing = box.current.querySelector('svg');
        drawing?.setAttribute('role', 'img');
        drawing?.setAttribute('aria-label', label);
        drawing?.removeAttribute('aria-labelledby');
        // Mermaid shrinks a drawing to fit; below this it scrolls instead, so that it can be read on a phone.
        if (drawing) drawing.style.minWidth = `${Math.round(drawing.viewBox.baseVal.width * LEAST_SCALE)}px`;
        setState('drawn');
      } catch {
        if (isCurrent) setState('failed');
      }
    };
    draw();
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      isCurrent = false;
      scheme.removeEventListener('change', draw);
    };
  }, [source, isNear, label]);

  return (
    <div ref={frame} data-state={state}>
      {state !== 'drawn' && <p className="small soft">{state === 'failed' ? failed : waiting}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="drawing" ref={box} tabIndex={0} aria-label={label} />
    </div>
  );
}
