import type { AnswerFile } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import { readAddress } from '../address.ts';
import { newDraftId } from '../drafts/id.ts';
import { isChosen } from '../drafts/settings.ts';
import { contentOf, type Draft, draftOfTab, listDrafts } from '../drafts/store.ts';
import { blankFile } from './blank.ts';
import type { Note } from './notes.ts';
import { allSteps, questionsOf, type Step } from './steps.ts';

/** What an entry of the browser's history remembers besides its address. */
export type Place = {
  readonly step: Step;
  readonly isReturning: boolean;
  /** The draft it belongs to. */
  readonly draft: string;
  /** Whether the answers of the address are kept there; else the address is all there is of them. */
  readonly isKept: boolean;
};

export type Start = {
  readonly file: AnswerFile;
  readonly step: Step;
  readonly notes: readonly Note[];
  /** The draft this is, or becomes with the first change. */
  readonly id: string;
  /** What the browser keeps for that draft; nothing yet for a link that was only opened. */
  readonly seen: string | undefined;
};

/** The first question without an answer, else the check of the answers. */
function firstOpen({ answers }: AnswerFile): Step {
  return questionsOf(answers).find((id) => answers[id] === undefined) ?? 'check';
}

/** Where a draft was left. */
export function stepOf({ step, file }: Draft): Step {
  return allSteps.find((each) => each === step) ?? firstOpen(file);
}

/**
 * Where to begin: the link wins over the drafts, none of which is touched by it, and nothing broken is guessed at. After
 * a reload the draft wins, since it may have been changed elsewhere; unless it could not be kept.
 */
export function findStart(hash: string, place: Partial<Place> | null, facts: LinkFacts): Start {
  const { isEmpty, at, read } = readAddress(hash, allSteps, facts);
  const shelf = listDrafts(facts);
  const notes: Note[] = shelf === null ? [{ kind: 'no-storage' }] : [];
  if (shelf?.isNews) notes.push({ kind: 'unreadable-draft' });
  const drafts = shelf?.drafts ?? [];
  const from = (draft: Draft, step: Step): Start => {
    return { file: draft.file, step, notes, id: draft.id, seen: contentOf(draft.fragment) };
  };
  const own = drafts.find(({ id }) => id === place?.draft);
  if (own && place?.isKept) return from(own, at ?? stepOf(own));

  const last = drafts.find(({ id }) => id === draftOfTab()) ?? drafts[0];
  const blank = (): Start => {
    const step = isChosen('all-on-one-page') ? 'all' : 'useCase';
    return { file: blankFile(facts), step: isEmpty ? (at ?? step) : step, notes, id: newDraftId(), seen: undefined };
  };
  if (isEmpty) {
    if (!last) return blank();
    notes.push({ kind: 'restored' });
    return from(last, at ?? stepOf(last));
  }
  const before = last && { draft: last.id };
  if (!read.ok) {
    notes.push({ kind: 'broken-link', problems: read.problems, ...before });
    return blank();
  }
  const isSame = ({ fragment }: Draft) => contentOf(fragment) === contentOf(hash);
  const same = last && isSame(last) ? last : drafts.find(isSame);
  const step = at ?? firstOpen(read.value);
  if (same) return from(same, step);
  if (before && place?.step === undefined) notes.push({ kind: 'replaced', ...before });
  return { file: read.value, step, notes, id: place?.draft ?? newDraftId(), seen: own && contentOf(own.fragment) };
}
