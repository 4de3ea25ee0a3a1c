import type { Section } from './sections.ts';
import { type Shown, useResultWords } from './words.ts';

type Props = { assessment: Shown; address: (id: Section) => string; go: (id: Section) => void };

/** What to do next: answer what is open while the picture is coarse, else the first thing on the list. */
export function FirstStep({ assessment, address, go }: Props) {
  const words = useResultWords();
  const { say, texts } = words;
  const { openQuestions, actions, recommendation } = assessment;
  const question = recommendation.confidence.level === 'low' ? openQuestions[0] : undefined;
  // A limit to be raised takes longest, as it needs somebody else.
  const action =
    actions.find(({ kind }) => kind === 'limit') ?? actions.find(({ kind }) => kind === 'checklist') ?? actions[0];
  const next = question
    ? { id: 'open' as const, text: texts.questions[question.question]?.label ?? question.question }
    : action && { id: 'todo' as const, text: words.action(action).title };
  if (!next) return null;
  return (
    <p className="first-step">
      <strong>{say('result.next')}</strong>{' '}
      <a
        href={address(next.id)}
        onClick={(event) => {
          event.preventDefault();
          go(next.id);
        }}
      >
        {next.text}
      </a>
    </p>
  );
}
