import type { ReactNode } from 'react';
import type { Section as SectionId } from './sections.ts';
import { useResultWords } from './words.ts';

type Props = { id: SectionId; children: ReactNode };

/** One section of the result with its heading and a line on what it tells. */
export function Section({ id, children }: Props) {
  const { say } = useResultWords();
  return (
    <section id={id} className="result-section" aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h2 id={`${id}-title`} tabIndex={-1}>
          {say(`result.${id}`)}
        </h2>
        <p className="soft">{say(`result.${id}Lead`)}</p>
      </div>
      {children}
    </section>
  );
}
