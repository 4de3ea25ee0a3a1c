import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import { useSettled } from './useSettled.ts';
import { useWords } from './words.ts';

type Props = { id: QuestionId; file: AnswerFile; facts: string };

/** What the number that was entered means on the path; its place is kept, so that nothing moves. */
export function Meaning({ id, file, facts }: Props) {
  const { say } = useWords();
  const meaning = useSettled(file, facts, (engine, settled) => engine.meaning(id, settled));
  return (
    <p id={`${id}-meaning`} className="meaning">
      {meaning && say(`meaning.${meaning.key}`, meaning.data)}
    </p>
  );
}
