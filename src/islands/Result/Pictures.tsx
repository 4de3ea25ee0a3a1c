import { type ComponentType, useEffect, useState } from 'react';
import type { AnswerFile } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';
import { Section } from './Section.tsx';
import type { Section as SectionId } from './sections.ts';
import { type Shown, useResultWords } from './words.ts';

type Props = { readonly assessment: Shown; readonly file: AnswerFile; readonly facts: Facts };
type Content = ComponentType<Props>;

/** Sections that draw, with their code, which is asked for once the verdict is there: the first screen needs none of it. */
const pictures: readonly (readonly [SectionId, () => Promise<{ readonly default: Content }>])[] = [
  ['timeline', () => import('./Timeline/Timeline.tsx')],
  ['ladder', () => import('./Ladder/Ladder.tsx')],
  ['capacity', () => import('./Capacity/Capacity.tsx')],
];

/** A section whose content comes later. */
function Picture({
  id,
  load,
  ...props
}: Props & { id: SectionId; load: () => Promise<{ readonly default: Content }> }) {
  const { say } = useResultWords();
  const [content, setContent] = useState<{ readonly Content: Content } | 'offline' | undefined>();
  useEffect(() => {
    load().then(
      ({ default: Content }) => setContent({ Content }),
      () => setContent('offline'),
    );
  }, [load]);
  return (
    <Section id={id}>
      {typeof content === 'object' ? (
        <content.Content {...props} />
      ) : (
        <p className="soft drawing-soon">{say(content ? 'result.offline' : 'result.loading')}</p>
      )}
    </Section>
  );
}

/** What happens over time, which times must be shorter, and what is held open. */
export function Pictures(props: Props) {
  return pictures.map(([id, load]) => <Picture key={id} id={id} load={load} {...props} />);
}
