import { useEffect, useRef } from 'react';
import { goToSection, type Section, type SectionGroup, sectionGroups } from './sections.ts';
import { useCurrentSection } from './useCurrentSection.ts';
import { useResultWords } from './words.ts';

type Props = {
  shown: readonly Section[];
  /** The address of a section, for opening it elsewhere. */
  address: (id: Section) => string;
};

/** The sections of this page, the one being read marked: beside them, or where there is no room a strip on top. */
export function SectionNav({ shown, address }: Props) {
  const { say } = useResultWords();
  const list = useRef<HTMLDivElement>(null);
  const current = useCurrentSection(shown);
  useEffect(() => {
    const strip = list.current;
    const link = strip?.querySelector<HTMLElement>('[aria-current]');
    if (!strip || !link) return;
    // Only the strip moves, never the page.
    const { left, width } = link.getBoundingClientRect();
    const room = strip.getBoundingClientRect();
    strip.scrollBy({ left: left - room.left - (room.width - width) / 2, behavior: 'instant' });
  }, [current]);
  const link = (id: Section) => (
    <li key={id}>
      <a
        href={address(id)}
        aria-current={id === current ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault();
          goToSection(id);
        }}
      >
        {say(`result.${id}`)}
      </a>
    </li>
  );
  const groups = (Object.keys(sectionGroups) as SectionGroup[]).map((group) => ({
    group,
    ids: sectionGroups[group].filter((id: Section) => shown.includes(id)),
  }));
  return (
    <nav className="section-nav no-print" aria-label={say('result.onThisPage')}>
      <div ref={list} className="section-groups">
        {groups
          .filter(({ ids }) => ids.length > 0)
          .map(({ group, ids }) => (
            <ul key={group} className="plain" aria-label={say(`result.${group}Group`)}>
              {ids.map(link)}
            </ul>
          ))}
      </div>
    </nav>
  );
}
