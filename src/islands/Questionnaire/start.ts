import { type AnswerFile, answerFileShape } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import type { Problem } from '../../schema/problem.ts';
import { readAddress } from '../address.ts';
import { loadDraft } from '../draft.ts';
import { allSteps, questionsOf, type Step } from './steps.ts';

/** An answer file in which nothing is answered. */
export const blankFile = (facts: LinkFacts): AnswerFile =>
  answerFileShape.parse({ version: 1, path: facts.platform.defaultPath });

/** Something to tell once, above the questions. */
export type Note =
  | { readonly kind: 'restored' | 'replaced' | 'no-storage' | 'unreadable-draft' | 'offline' }
  | { readonly kind: 'broken-link'; readonly problems: readonly Problem[] };

export type Start = {
  readonly file: AnswerFile;
  readonly step: Step;
  readonly notes: readonly Note[];
  /** A draft that has to make room; it is kept under another name. */
  readonly setAside?: string;
};

/** What a fragment decides: two that differ only in rules version or place hold the same answers. */
const contentOf = (fragment: string) => fragment.replace(/^#/, '').replace(/(^|&)(at|rules)=[^&]*/g, '');

/** The first question without an answer, else the check of the answers. */
function firstOpen({ answers }: AnswerFile): Step {
  return questionsOf(answers).find((id) => answers[id] === undefined) ?? 'check';
}

/** Where to begin: the link wins over the draft, a draft that loses can be had back, and nothing broken is guessed at. */
export function findStart(hash: string, facts: LinkFacts): Start {
  const { isEmpty, at, read } = readAddress(hash, allSteps, facts);
  const stored = loadDraft('current');
  const draft = stored ? readAddress(stored, allSteps, facts) : undefined;
  const notes: Note[] = stored === null ? [{ kind: 'no-storage' }] : [];
  const usable =
    stored && draft?.read.ok && Object.keys(draft.read.value.answers).length > 0 ? draft.read.value : undefined;
  if (stored && !draft?.read.ok) notes.push({ kind: 'unreadable-draft' });
  if (isEmpty) {
    if (!usable) return { file: blankFile(facts), step: at ?? 'useCase', notes };
    return { file: usable, step: draft?.at ?? firstOpen(usable), notes: [...notes, { kind: 'restored' }] };
  }
  const isAnother = usable !== undefined && contentOf(stored ?? '') !== contentOf(hash);
  const setAside = isAnother && stored ? { setAside: stored } : {};
  if (!read.ok) {
    notes.push({ kind: 'broken-link', problems: read.problems });
    return { file: blankFile(facts), step: 'useCase', notes, ...setAside };
  }
  if (isAnother) notes.push({ kind: 'replaced' });
  return { file: read.value, step: at ?? firstOpen(read.value), notes, ...setAside };
}
