import { useState } from 'react';
import { readAnswerFile } from '../../answer-file.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import { describe, type Problem } from '../../schema/problem.ts';
import { problemSentence } from '../problem-words.ts';
import { useWords } from './words.ts';

/** No answer file of ours comes near; anything larger is not read into memory. */
const MOST_BYTES = 100_000;

async function readFile(file: File, facts: LinkFacts) {
  const broken = (expected: string, received: string): { ok: false; problems: Problem[] } => ({
    ok: false,
    problems: [{ path: file.name, expected, received }],
  });
  if (file.size > MOST_BYTES) return broken(`at most ${MOST_BYTES}`, String(file.size));
  try {
    const { parse } = await import('yaml'); // reads JSON, too
    return readAnswerFile(parse(await file.text(), { maxAliasCount: 20 }), facts);
  } catch (error) {
    return broken('YAML, JSON', describe(error instanceof Error ? error.message.split('\n')[0] : String(error)));
  }
}

type Props = { facts: LinkFacts; open: (file: AnswerFile) => void };

/** Opens an answer file from disk; everything wrong with it is listed, and nothing is opened then. */
export function OpenFile({ facts, open }: Props) {
  const { say } = useWords();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const read = await readFile(file, facts);
    input.value = ''; // so that the same file can be chosen again once it is mended
    setProblems(read.ok ? [] : read.problems);
    if (read.ok) open(read.value);
  };
  return (
    <div className="open-file">
      <label htmlFor="answer-file">{say('assess.openFile')}</label>
      <p id="answer-file-help" className="option-help">
        {say('assess.openFileHelp')}
      </p>
      <input
        id="answer-file"
        type="file"
        accept=".yaml,.yml,.json"
        aria-describedby="answer-file-help"
        onChange={({ currentTarget }) => take(currentTarget)}
      />
      <div role="alert">
        {problems.length > 0 && (
          <div className="notice bad">
            <p>
              <strong>{say('problem.brokenFile')}</strong>
            </p>
            <ul>
              {problems.map((problem) => (
                <li key={`${problem.path} ${problem.expected}`}>{problemSentence(problem, say)}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}
