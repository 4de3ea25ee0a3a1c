import { assumedAnswers } from '../../assumed.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import { useResultWords } from './words.ts';

type Props = { file: AnswerFile /** Address of the check of these answers. */; check: string };

/** Says how many answers nobody has confirmed yet, which, and where to do so. */
export function AssumedNotice({ file, check }: Props) {
  const { say, question } = useResultWords();
  const ids = assumedAnswers(file);
  if (ids.length === 0) return null;
  const isAll = ids.length === Object.values(file.answers).filter((answer) => answer !== undefined).length;
  return (
    <p className="assumed-notice notice small">
      {isAll
        ? say('result.assumedAll', { count: ids.length })
        : say('result.assumed', { count: ids.length, names: ids.map(question).join(say('assess.separator')) })}{' '}
      <a className="no-print" href={check}>
        {say('result.checkAssumed')}
      </a>
    </p>
  );
}
