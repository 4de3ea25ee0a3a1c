import { useEffect, useState } from 'react';
import { openOutcomes } from '../../outcomes.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import type { OpenQuestion } from '../../schema/assessment.ts';
import type { Facts } from '../../schema/facts.ts';
import type { OpenOutcomes, Standing } from '../../schema/what-if.ts';
import { type Editable, Editor } from './Editor.tsx';
import { whenIdle } from './place.ts';
import { Section } from './Section.tsx';
import { type Editing, openerId } from './useEditing.ts';
import { useResultWords } from './words.ts';

/** What the answers to a question can still lead to, in a line. */
function Outcomes({ outcomes }: { outcomes: OpenOutcomes['outcomes'] | undefined }) {
  const { say, protocol } = useResultWords();
  const name = ({ protocol: id, tier }: Standing) =>
    `${id === null ? say('result.noneTitle') : protocol(id)} (${tier === null ? say('tier.none') : say('tier.short', { tier })})`;
  if (!outcomes) return <span className="soft small open-outcomes">{say('result.loading')}</span>;
  return (
    <span className="soft small open-outcomes">
      {outcomes.length < 2
        ? say('result.sameOutcome')
        : say('result.outcomes', { names: outcomes.map(name).join(say('assess.separator')) })}
    </span>
  );
}

type Props = {
  open: readonly OpenQuestion[];
  file: AnswerFile;
  facts: Facts;
  address: (step: string) => string;
  editing: Editing | undefined;
  edit: (editing: Editing) => void;
  close: (was: Editing) => void;
  change: (file: AnswerFile, id: Editable) => void;
};

/** What is not known yet and could still change the advice; an answer given here counts at once. */
export function OpenQuestions({ open, file, facts, address, editing, edit, close, change }: Props) {
  const { say, texts } = useResultWords();
  const [found, setFound] = useState<readonly OpenOutcomes[] | undefined>();
  // Asked for after the page is shown: it takes some hundred verdicts.
  useEffect(() => whenIdle(() => setFound(openOutcomes(file, facts))), [file, facts]);
  const outcomesOf = (id: QuestionId) => found?.find(({ question }) => question === id)?.outcomes;
  const decisive = [...open].sort(
    (a, b) => (outcomesOf(b.question)?.length ?? 0) - (outcomesOf(a.question)?.length ?? 0),
  );
  const item = (id: QuestionId) => {
    const place: Editing = { at: 'open', id };
    const isEdited = editing?.at === 'open' && editing.id === id;
    return (
      <div key={id} className="open-question">
        <button
          type="button"
          id={openerId(place)}
          className="open-summary"
          aria-expanded={isEdited}
          onClick={() => (isEdited ? close(place) : edit(place))}
        >
          <span>
            {texts.questions[id]?.label}{' '}
            {file.answers[id] !== undefined && <span className="tag">{say('assess.notSure')}</span>}
          </span>
          <Outcomes outcomes={found && (outcomesOf(id) ?? [])} />
        </button>
        {isEdited && (
          <Editor
            id={id}
            file={file}
            paths={[]}
            address={address(id)}
            cancel={() => close(place)}
            apply={(next) => {
              close(place);
              change(next, id);
            }}
          />
        )}
      </div>
    );
  };
  return (
    <Section id="open">
      {open.length === 0 ? (
        <p>{say('result.nothingOpen')}</p>
      ) : (
        <div className="open-questions">{decisive.map(({ question }) => item(question))}</div>
      )}
    </Section>
  );
}
