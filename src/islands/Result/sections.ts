import { holdPlace } from './place.ts';

/** Sections of the result in reading order, by what they are about; their names are the anchors of `&at=…` in a link. */
export const sectionGroups = {
  verdict: ['dimensions', 'path', 'timeline', 'ladder', 'capacity'],
  others: ['why', 'whatIf'],
  work: ['todo', 'files', 'diagrams', 'export'],
  input: ['open', 'answers'],
} as const;
export type SectionGroup = keyof typeof sectionGroups;
export type Section = (typeof sectionGroups)[SectionGroup][number];
export const sections: readonly Section[] = Object.values(sectionGroups).flat();

/** Windows of distance from which on a jump is calmer than a journey. */
const FAR = 2;

/** Goes to a section without touching the fragment, which holds the answers. */
export function goToSection(id: Section, how: ScrollBehavior = 'smooth'): void {
  const section = document.getElementById(id);
  if (!section) return;
  const isFar = Math.abs(section.getBoundingClientRect().top) > FAR * window.innerHeight;
  const calm = how === 'instant' || isFar || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  section.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  section.scrollIntoView({ behavior: calm ? 'instant' : 'smooth' });
  // What is drawn above it once it is near must not push it away.
  if (calm) holdPlace(section);
}
