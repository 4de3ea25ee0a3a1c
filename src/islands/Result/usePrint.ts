import { useEffect } from 'react';
import { drawAll } from '../Diagram/draw-all.ts';

/** Prints once everything is drawn: a browser does not wait for what is drawn while it prints. */
export async function printPage(): Promise<void> {
  await drawAll();
  window.print();
}

/** Opens on paper what is marked for it, and lets the browser's own keys for printing wait for the drawings, too. */
export function usePrint(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const before = () => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>('details[data-print]:not([open])')];
      for (const details of opened) details.open = true;
    };
    const after = () => {
      for (const details of opened) details.open = false;
      opened = [];
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey))
        return;
      event.preventDefault();
      printPage();
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
