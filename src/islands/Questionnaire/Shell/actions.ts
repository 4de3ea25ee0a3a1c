import type { LinkFacts } from '../../../schema/facts.ts';
import { writeAddress } from '../../address.ts';
import { newDraftId } from '../../drafts/id.ts';
import { draftNames } from '../../drafts/names.ts';
import { isChosen } from '../../drafts/settings.ts';
import { addDraft, contentOf, type Draft, findDraft, listDrafts } from '../../drafts/store.ts';
import { blankFile } from '../blank.ts';
import type { Note } from '../notes.ts';
import { stepOf } from '../start.ts';
import type { State } from '../useQuestionnaire.ts';
import type { Words } from '../words.ts';
import { readFiles } from './read-files.ts';

/** The draft that is open, if the browser keeps it: one to come back to. */
function current({ keep, draft }: State): { draft?: string } {
  keep();
  const { id, seen } = draft.held.current;
  return seen === undefined ? {} : { draft: id };
}

/** Opens a draft of this browser where it was left. */
export async function openDraft(state: State, facts: LinkFacts, id: string): Promise<void> {
  const found = findDraft(id, facts);
  if (!found) return;
  await state.openAt({ file: found.file, id, seen: contentOf(found.fragment) }, stepOf(found));
}

/** Starts with a blank form; what was there stays among the drafts. */
export async function startAnew(state: State, facts: LinkFacts): Promise<void> {
  const before = current(state);
  const step = isChosen('all-on-one-page') ? 'all' : 'useCase';
  await state.openAt({ file: blankFile(facts), id: newDraftId(), seen: undefined }, step);
  state.setNotes([{ kind: 'anew', ...before }]);
}

/** What a file is called when nothing in it says more: not every answers.yaml is the same. */
const nameOf = (file: string) => {
  const name = file.replace(/^.*[:/]\s*/, '').replace(/\.(ya?ml|json)$/i, '');
  return /^answers( ?\(\d+\))?$/i.test(name) ? undefined : name.slice(0, 80);
};

/** Makes a draft of each file and opens the first; what cannot be read is told of, and nothing else changes. */
export async function takeFiles(state: State, facts: LinkFacts, words: Words, files: readonly File[]): Promise<void> {
  const { taken, refused } = await readFiles(files, facts);
  const notes: Note[] = refused.length > 0 ? [{ kind: 'refused', files: refused }] : [];
  const before = current(state);
  const made = taken.map(({ name, file }) => {
    const fragment = writeAddress(file, facts).slice(1);
    return { name, file, fragment, ...addDraft(fragment, nameOf(name)) };
  });
  const [first, ...others] = made;
  if (first) {
    const seen = first.kept === 'kept' ? contentOf(first.fragment) : undefined;
    await state.openAt({ file: first.file, id: first.id, seen }, 'check');
    const drafts: readonly Draft[] = listDrafts(facts)?.drafts ?? [];
    const called = draftNames(drafts, words);
    notes.unshift({ kind: 'imported', names: made.map(({ id, name }) => called.get(id) ?? name), ...before });
  }
  const lost = others.filter(({ kept }) => kept !== 'kept');
  if (lost.length > 0) notes.push({ kind: 'not-kept', names: lost.map(({ name }) => name) });
  state.setNotes(notes);
}
