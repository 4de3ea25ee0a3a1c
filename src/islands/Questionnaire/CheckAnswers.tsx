import { assumedAnswers } from '../../assumed.ts';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import { answerText } from '../answer-words.ts';
import type { Step } from './steps.ts';
import { questionsOf } from './steps.ts';
import { useWords } from './words.ts';

type Props = {
  file: AnswerFile;
  list: readonly QuestionId[];
  /** Takes every assumed answer as the user's own. */
  confirm: () => void;
  change: (step: Step) => void;
  result: string;
};

/** All answers on one page, each with a way back to its question, and the way on to the advice. */
export function CheckAnswers({ file, list, confirm, change, result }: Props) {
  const words = useWords();
  const { say, questions: texts, paths } = words;
  const assumed = assumedAnswers(file);
  const open = list.filter((id) => file.answers[id] === undefined);
  const skipped = questionsOf(file.answers).filter((id) => !list.includes(id));
  const dropped = questions.filter(
    ({ id }) => file.answers[id] !== undefined && !list.includes(id) && !skipped.includes(id),
  );
  const text = (id: QuestionId) =>
    file.answers[id] === undefined ? say('assess.unanswered') : answerText(id, file.answers[id], words);
  const row = (step: Step, title: string, answer: string, isOpen = false) => (
    <div key={step} className="answer-row">
      <dt>{title}</dt>
      <dd className={isOpen ? 'soft' : ''}>
        {answer}
        {assumed.some((id) => id === step) && <span className="tag assumed">{say('assess.assumed')}</span>}
      </dd>
      <dd className="answer-change">
        <button type="button" className="link" onClick={() => change(step)}>
          {say('assess.change')}
          <span className="hidden-text"> {title}</span>
        </button>
      </dd>
    </div>
  );
  return (
    <div className="stack check">
      <h1 tabIndex={-1}>{say('assess.check')}</h1>
      <p className="soft">
        {open.length > 0 ? say('assess.checkOpen', { count: open.length }) : say('assess.checkHelp')}
      </p>
      {assumed.length > 0 && (
        <div className="notice confirm-notice">
          <p>{say('assess.assumedCheck', { count: assumed.length })}</p>
          <p>
            <button type="button" className="button quiet slim" onClick={confirm}>
              {say('assess.confirmAll', { count: assumed.length })}
            </button>
          </p>
        </div>
      )}
      <p className="check-actions">
        <a className="button" href={result}>
          {say('assess.seeAdvice')}
        </a>
        {open[0] && (
          <button type="button" className="button quiet" onClick={() => open[0] && change(open[0])}>
            {say('assess.nextOpen')}
          </button>
        )}
      </p>
      <dl className="answers">
        {list.map((id) => row(id, texts[id]?.label ?? id, text(id), file.answers[id] === undefined))}
        {row('path', say('path.label'), paths[file.path ?? '']?.name ?? file.path ?? '')}
        {row(
          'service',
          say('service.label'),
          [file.service.team, file.service.name, file.service.host + file.service.path].filter(Boolean).join(' · '),
        )}
      </dl>
      {skipped.length > 0 && (
        <details className="why">
          <summary>{say('assess.skipped', { count: skipped.length })}</summary>
          <p>{say('assess.skippedHelp')}</p>
          <dl className="answers">{skipped.map((id) => row(id, texts[id]?.label ?? id, text(id), true))}</dl>
        </details>
      )}
      {dropped.length > 0 && (
        <p className="small soft">
          {say('assess.dropped', {
            names: dropped.map(({ id }) => texts[id]?.short ?? id).join(say('assess.separator')),
          })}
        </p>
      )}
    </div>
  );
}
