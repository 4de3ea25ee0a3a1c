import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import { answerText } from '../answer-words.ts';
import type { Step } from './steps.ts';
import { useWords } from './words.ts';

type Props = { file: AnswerFile; list: readonly QuestionId[]; step: Step; go: (step: Step) => void };

/** The answers so far beside the question, on wide screens: an overview, and a way to any of them. */
export function AnswerRail({ file, list, step, go }: Props) {
  const words = useWords();
  const { say, questions, paths } = words;
  const item = (id: Step, title: string, answer: string | undefined, isAssumed = false) => (
    <li key={id}>
      <button
        type="button"
        className="rail-item"
        aria-current={id === step ? 'step' : undefined}
        onClick={() => go(id)}
      >
        <span className="rail-title">{title}</span>
        <span className={isAssumed ? 'rail-answer is-assumed' : 'rail-answer'}>
          {isAssumed && <span aria-hidden="true">≈ </span>}
          {answer ?? '–'}
          {isAssumed && <span className="hidden-text"> {say('assess.assumed')}</span>}
        </span>
      </button>
    </li>
  );
  return (
    <nav className="rail" aria-label={say('assess.rail')}>
      <h2>
        {say('assess.rail')}
        {file.assumed && (
          <span className="tag assumed" aria-hidden="true">
            ≈ {say('assess.assumed')}
          </span>
        )}
      </h2>
      <ol className="plain">
        {list.map((id) =>
          item(
            id,
            questions[id]?.short ?? id,
            file.answers[id] === undefined ? undefined : answerText(id, file.answers[id], words),
            file.assumed?.includes(id),
          ),
        )}
        {item('path', say('path.short'), paths[file.path ?? '']?.name)}
        {item('service', say('service.short'), file.service.name)}
        {item('check', say('assess.check'), '')}
      </ol>
    </nav>
  );
}
