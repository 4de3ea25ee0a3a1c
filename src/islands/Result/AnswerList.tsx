import { knownAnswers } from '../../answer-file.ts';
import { assumedAnswers } from '../../assumed.ts';
import { applicableAnswers } from '../../engine/question.ts';
import { questions } from '../../questions/index.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import { answerText } from '../answer-words.ts';
import { Section } from './Section.tsx';
import { useResultWords } from './words.ts';

type Props = {
  file: AnswerFile;
  path: string /** Address of a question with these answers. */;
  address: (step: string) => string;
};

/** The answers this advice was made from, each with a way to change it. */
export function AnswerList({ file, path, address }: Props) {
  const words = useResultWords();
  const { say, texts } = words;
  const used = applicableAnswers(questions, knownAnswers(file.answers));
  const assumed = assumedAnswers(file);
  const given = questions.filter(({ id }) => file.answers[id] !== undefined);
  const isDropped = (id: QuestionId) => used[id] === undefined && file.answers[id] !== 'not-sure';
  const row = (id: string, title: string, answer: string, isIdle = false) => (
    <div key={id} className="answer-row">
      <dt>{title}</dt>
      <dd className={isIdle ? 'soft' : ''}>
        {answer} {isIdle && <span className="tag">{say('result.noPart')}</span>}
        {assumed.some((each) => each === id) && <span className="tag assumed">{say('assess.assumed')}</span>}
      </dd>
      <dd className="answer-change no-print">
        <a href={address(id)}>
          {say('assess.change')}
          <span className="hidden-text"> {title}</span>
        </a>
      </dd>
    </div>
  );
  return (
    <Section id="answers">
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
