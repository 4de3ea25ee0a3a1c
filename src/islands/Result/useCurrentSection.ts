import { useEffect, useState } from 'react';
import type { Section } from './sections.ts';

/** The band of the window in which a section counts as the one being read. */
const BAND = '-20% 0px -70% 0px';

/** The section that is being read. */
export function useCurrentSection(shown: readonly Section[]): Section | undefined {
  const [current, setCurrent] = useState<Section | undefined>();
  const names = shown.join(' ');
  useEffect(() => {
    const inBand = new Set<string>();
    const ids = names.split(' ') as Section[];
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) inBand.add(target.id);
          else inBand.delete(target.id);
        }
        const first = ids.find((id) => inBand.has(id));
        if (first) setCurrent(first);
        else if (window.scrollY < window.innerHeight / 2) setCurrent(undefined);
      },
      { rootMargin: BAND },
    );
    for (const id of ids) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [names]);
  return current;
}
