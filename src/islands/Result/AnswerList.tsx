import { knownAnswers } from '../../answer-file.ts';
import { assumedAnswers } from '../../assumed.ts';
import { applicableAnswers } from '../../engine/question.ts';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import { answerText } from '../answer-words.ts';
import { type Editable, Editor } from './Editor.tsx';
import { Section } from './Section.tsx';
import { type Editing, openerId } from './useEditing.ts';
import { useResultWords } from './words.ts';

type Props = {
  file: AnswerFile;
  path: string;
  paths: readonly string[];
  /** Address of a question, or of the check of all answers, in the questionnaire. */
  address: (step: string) => string;
  editing: Editing | undefined;
  edit: (editing: Editing) => void;
  close: (was: Editing) => void;
  change: (file: AnswerFile, id: Editable) => void;
};

/** The answers this advice was made from, each to be changed where it stands. */
export function AnswerList({ file, path, paths, address, editing, edit, close, change }: Props) {
  const words = useResultWords();
  const { say, texts } = words;
  const used = applicableAnswers(questions, knownAnswers(file.answers));
  const assumed = assumedAnswers(file);
  const given = questions.filter(({ id }) => file.answers[id] !== undefined);
  const isDropped = (id: QuestionId) => used[id] === undefined && file.answers[id] !== 'not-sure';
  const row = (id: Editable, title: string, answer: string, isIdle = false) => {
    const place: Editing = { at: 'answers', id };
    const isEdited = editing?.at === 'answers' && editing.id === id;
    return (
      <div key={id} className={isEdited ? 'answer-row is-edited' : 'answer-row'}>
        <dt>{title}</dt>
        <dd className={isIdle ? 'soft' : ''}>
          {answer} {isIdle && <span className="tag">{say('result.noPart')}</span>}
          {assumed.some((each) => each === id) && <span className="tag assumed">{say('assess.assumed')}</span>}
        </dd>
        <dd className="answer-change no-print">
          <button
            type="button"
            id={openerId(place)}
            className="link"
            aria-expanded={isEdited}
            onClick={() => (isEdited ? close(place) : edit(place))}
          >
            {say('assess.change')}
            <span className="hidden-text"> {title}</span>
          </button>
        </dd>
        {isEdited && (
          <dd className="answer-editor no-print">
            <Editor
              id={id}
              file={file}
              paths={paths}
              address={address(id)}
              cancel={() => close(place)}
              apply={(next) => {
                close(place);
                change(next, id);
              }}
            />
          </dd>
        )}
      </div>
    );
  };
  return (
    <Section id="answers">
      <p className="no-print">
        <a href={address('check')}>{say('result.changeAnswers')}</a>
      </p>
      <dl className="answers">
        {given.map(({ id }) =>
          row(id, texts.questions[id]?.label ?? id, answerText(id, file.answers[id], words), isDropped(id)),
        )}
        {row('path', say('path.label'), texts.platform.paths[path]?.name ?? path)}
        {row('service', say('service.label'), [file.service.team, file.service.name].filter(Boolean).join(' · '))}
      </dl>
    </Section>
  );
}
