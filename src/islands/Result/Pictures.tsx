import { lazy, Suspense } from 'react';
import type { AnswerFile } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';
import { Section } from './Section.tsx';
import { type Shown, useResultWords } from './words.ts';

// Loaded after the verdict is there: the simulation and the drawings are not needed for the first screen.
const Timeline = lazy(() => import('./Timeline/Timeline.tsx'));
const Ladder = lazy(() => import('./Ladder/Ladder.tsx'));
const Capacity = lazy(() => import('./Capacity/Capacity.tsx'));

type Props = { assessment: Shown; file: AnswerFile; facts: Facts };

/** The sections that draw: what happens over time, which times must be shorter, and what is held open. */
export function Pictures({ assessment, file, facts }: Props) {
  const { say } = useResultWords();
  const waiting = <p className="soft drawing-soon">{say('result.loading')}</p>;
  return (
    <>
      <Section id="timeline">
        <Suspense fallback={waiting}>
          <Timeline assessment={assessment} file={file} facts={facts} />
        </Suspense>
      </Section>
      <Section id="ladder">
        <Suspense fallback={waiting}>
          <Ladder assessment={assessment} file={file} facts={facts} />
        </Suspense>
      </Section>
      <Section id="capacity">
        <Suspense fallback={waiting}>
          <Capacity assessment={assessment} />
        </Suspense>
      </Section>
    </>
  );
}
