import type { AnswerFile } from '../../schema/answers.ts';
import { CopyButton } from './CopyButton.tsx';
import { download } from './download.ts';
import { useResultWords } from './words.ts';

/** The answers as the file the command line and the questionnaire read; also where no protocol fits. */
async function saveAnswers({ answers, ...file }: AnswerFile, rules: string, made: string | undefined): Promise<void> {
  const { stringify } = await import('yaml');
  download('answers.yaml', made ?? stringify({ ...file, rules: file.rules ?? rules, answers }));
}

type Props = {
  file: AnswerFile;
  /** The generated file of the answers, where there are files. */
  answers: string | undefined;
  rules: string;
  link: string;
  assess: string;
};

/** What to do with the whole: share it, keep it, change it, print it. */
export function Toolbar({ file, answers, rules, link, assess }: Props) {
  const { say } = useResultWords();
  return (
    <div className="toolbar no-print">
      <CopyButton text={() => link} className="button slim">
        {say('result.copyLink')}
      </CopyButton>
      <button type="button" className="button quiet slim" onClick={() => saveAnswers(file, rules, answers)}>
        {say('result.saveAnswers')}
      </button>
      <a className="button quiet slim" href={assess}>
        {say('result.changeAnswers')}
      </a>
      <button type="button" className="button quiet slim" onClick={() => window.print()}>
        {say('result.print')}
      </button>
    </div>
  );
}
