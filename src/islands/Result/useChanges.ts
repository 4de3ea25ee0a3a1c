import { useCallback, useState } from 'react';
import { confirmChanged } from '../../assumed.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { Assessment } from '../../schema/assessment.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import { writeAddress } from '../address.ts';

type Standing = Pick<Assessment['recommendation'], 'protocol' | 'tier'>;

/** One change that was made on this page, and what it changed. */
export type Change = {
  readonly before: AnswerFile;
  /** The changed answers, as the address has them. */
  readonly after: string;
  readonly text: string;
  readonly from: Standing;
};

/**
 * What was changed on this page, so that each step can be taken back. A change counts only while its answers are shown:
 * whoever goes back by the browser has taken it back already.
 */
export function useChanges(file: AnswerFile, from: Standing, facts: LinkFacts, changeTo: (file: AnswerFile) => void) {
  const [made, setMade] = useState<readonly Change[]>([]);
  const contentOf = ({ rules: _, ...answers }: AnswerFile) => writeAddress(answers, facts);
  const now = contentOf(file);
  const last = made.at(-1);
  const shown = last?.after === now ? last : undefined;

  const change = (wanted: AnswerFile, text: string) => {
    const next = confirmChanged(file, wanted);
    const after = contentOf(next);
    if (after === now) return;
    setMade([...(shown ? made : []), { before: file, after, text, from }]);
    changeTo(next);
  };
  const undo = () => {
    if (!shown) return;
    setMade(made.slice(0, -1));
    changeTo(shown.before);
  };
  const keep = useCallback(() => setMade([]), []);
  return { last: shown, change, undo, keep };
}
