import { useEffect, useState } from 'react';
import type { AnswerFile, GivenAnswers, QuestionId } from '../../schema/answers.ts';
import type { Candidate } from '../../schema/assessment.ts';
import type { Facts } from '../../schema/facts.ts';
import { type WayIn, waysIn } from '../../ways-in.ts';
import { answerText } from '../answer-words.ts';
import { whenIdle } from './place.ts';
import { useResultWords } from './words.ts';

/** What a candidate can be made another by: the answers, and what may be done with them. */
export type Levers = {
  readonly file: AnswerFile;
  readonly facts: Facts;
  /** Opens the editor of an answer. */
  readonly edit: (id: QuestionId) => void;
  /** Takes an answer over, in a way that can be taken back. */
  readonly tryOut: (file: AnswerFile, text: string) => void;
};

/** What keeps a protocol from being the first choice: answers, each with the one that would help, and the situation. */
export function ToWin({ candidate, levers }: { candidate: Candidate; levers: Levers }) {
  const words = useResultWords();
  const { say, question, finding, protocol } = words;
  const { file, facts, edit, tryOut } = levers;
  const { answers, insteadOf } = candidate.toWin;
  const [ways, setWays] = useState<readonly WayIn[]>([]);
  const isNeeded = candidate.status !== 'recommended' && answers.length + (insteadOf ? 1 : 0) > 0;
  // Asked for once it is opened: each way is a verdict of its own.
  useEffect(
    () => (isNeeded ? whenIdle(() => setWays(waysIn(candidate, file, facts))) : undefined),
    [isNeeded, candidate, file, facts],
  );
  if (!isNeeded) return null;
  const given = (id: QuestionId) => answerText(id, file.answers[id], words);
  const lever = (id: QuestionId) => {
    const way = ways.find((each) => each.question === id);
    const other = way && answerText(id, way.answer, words);
    return (
      <li key={id} className="lever">
        <p>
          {say('result.answerNow', {
            name: question(id),
            answer: file.answers[id] === undefined ? say('assess.unanswered') : given(id),
          })}{' '}
          {file.answers[id] !== undefined && (
            <button type="button" className="link no-print" onClick={() => edit(id)}>
              {say('assess.change')}
              <span className="hidden-text"> {question(id)}</span>
            </button>
          )}
        </p>
        {way && (
          <p className="small">
            {say('result.wayIn', {
              answer: other ?? '',
              protocol: protocol(candidate.protocol),
              status: say(`status.${way.status}`),
            })}{' '}
            <button
              type="button"
              className="button quiet slim no-print"
              onClick={() =>
                tryOut(
                  { ...file, answers: { ...file.answers, [id]: way.answer } as GivenAnswers },
                  say('result.changed', { name: question(id), before: given(id), after: other ?? '' }),
                )
              }
            >
              {say('result.tryOut')}
              <span className="hidden-text"> {other}</span>
            </button>
          </p>
        )}
      </li>
    );
  };
  return (
    <div className="to-win">
      <p>
        <strong>{say('result.toWin')}</strong>
      </p>
      <ul className="plain">
        {answers.map(lever)}
        {insteadOf && (
          <li>{say('result.toWinNeed', { need: finding({ rule: insteadOf, code: 'needed', data: {} }).what })}</li>
        )}
      </ul>
    </div>
  );
}
