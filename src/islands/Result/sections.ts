/** Sections of the result in reading order; their names are the anchors of `&at=…` in a link. */
export const sections = [
  'dimensions',
  'path',
  'timeline',
  'ladder',
  'capacity',
  'why',
  'whatIf',
  'todo',
  'files',
  'diagrams',
  'open',
  'answers',
] as const;
export type Section = (typeof sections)[number];

/** Goes to a section without touching the fragment, which holds the answers. */
export function goToSection(id: Section): void {
  const section = document.getElementById(id);
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  section?.scrollIntoView({ behavior: calm ? 'instant' : 'smooth' });
}
