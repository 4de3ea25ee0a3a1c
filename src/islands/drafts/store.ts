import * as z from 'zod/mini';
import { fromFragment } from '../../permalink.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { LinkFacts } from '../../schema/facts.ts';
import { newDraftId } from './id.ts';
import { type Kept, readItem, storedKeys, writeItem } from './storage.ts';

/** What is written for one draft. `fragment` is the answers as a link carries them; times are milliseconds. */
const entryShape = z.object({
  version: z.literal(1),
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(80))),
  made: z.number(),
  changed: z.number(),
  step: z.optional(z.string()),
  fragment: z.string(),
});
type Entry = z.infer<typeof entryShape>;

/** A draft that can be opened. */
export type Draft = Entry & { readonly id: string; readonly file: AnswerFile };
/** Something kept by this site that cannot be read; it stays as it is until somebody deletes it. */
export type Unreadable = { readonly key: string; readonly text: string };

const DRAFT = 'streamfit.draft.';
const ASIDE = 'streamfit.aside.';
/** Where the first version of this site kept its only draft, and the one that had made room for it. */
const FORMER = ['streamfit.replaced', 'streamfit.draft'];
/** Which draft this tab has open; other tabs have their own. */
const TAB = 'streamfit.tab';

/** The key of a draft, as storage events name it. */
export const keyOf = (id: string): string => DRAFT + id;
/** What a fragment decides: two that differ only in rules version or place hold the same answers. */
export const contentOf = (fragment: string): string => fragment.replace(/^#/, '').replace(/(^|&)(at|rules)=[^&]*/g, '');
/** The draft of this tab, if it has one. */
export const draftOfTab = (): string | undefined => readItem(TAB, 'sessionStorage');
/** Remembers which draft this tab has open. */
const setDraftOfTab = (id: string): Kept => writeItem(TAB, id, 'sessionStorage');

function readEntry(text: string | undefined): Entry | undefined {
  try {
    const parsed = entryShape.safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // not JSON
  }
}

/** A draft as it is kept, from the text of its entry; nothing when it is not fit to be opened. */
function readDraft(id: string, text: string | undefined, facts: LinkFacts): Draft | undefined {
  const entry = readEntry(text);
  const read = entry && fromFragment(entry.fragment, facts);
  return entry && read?.ok ? { ...entry, id, file: read.value } : undefined;
}

/** The draft of this id, if it is there and can be opened. */
export const findDraft = (id: string, facts: LinkFacts): Draft | undefined => readDraft(id, readItem(keyOf(id)), facts);

/** Drafts of the first version become drafts like any other; what it kept is removed only once that has worked. */
function takeOverFormer(): void {
  for (const key of FORMER) {
    const text = readItem(key);
    if (text === undefined) continue;
    const step = /&at=([A-Za-z-]+)$/.exec(text)?.[1];
    const fragment = text.replace(/&at=[A-Za-z-]+$/, '');
    const now = Date.now();
    const entry = { version: 1, made: now, changed: now, ...(step && { step }), fragment };
    if (writeItem(keyOf(newDraftId()), JSON.stringify(entry)) === 'kept') writeItem(key, undefined);
  }
}

export type Shelf = {
  /** The one that changed last is first. */
  readonly drafts: readonly Draft[];
  readonly unreadable: readonly Unreadable[];
  /** Whether something was found that cannot be read, and has just been put aside. */
  readonly isNews: boolean;
};

/** Everything that is kept, or `null` where storage is forbidden. What cannot be read is put aside, never deleted. */
export function listDrafts(facts: LinkFacts): Shelf | null {
  takeOverFormer();
  const keys = storedKeys();
  if (keys === null) return null;
  const drafts: Draft[] = [];
  const unreadable: Unreadable[] = [];
  let isNews = false;
  for (const key of keys) {
    const text = readItem(key) ?? '';
    if (key.startsWith(ASIDE)) unreadable.push({ key, text });
    if (!key.startsWith(DRAFT)) continue;
    const id = key.slice(DRAFT.length);
    const draft = readDraft(id, text, facts);
    if (draft) {
      drafts.push(draft);
      continue;
    }
    isNews = true;
    const isMoved = writeItem(ASIDE + id, text) === 'kept';
    if (isMoved) writeItem(key, undefined);
    unreadable.push({ key: isMoved ? ASIDE + id : key, text });
  }
  return { drafts: drafts.sort((a, b) => b.changed - a.changed || b.made - a.made), unreadable, isNews };
}

type Keeping = {
  readonly id: string;
  readonly fragment: string;
  readonly step?: string;
  /** The answers this tab last read or wrote there; another content by now was written by another tab. */
  readonly seen: string | undefined;
};

/**
 * Keeps the answers of a draft. Where another tab has changed it since, both are kept: ours under a new id, which is
 * returned.
 */
export function keepDraft({ id, fragment, step, seen }: Keeping): { kept: Kept; id: string } {
  const stored = readEntry(readItem(keyOf(id)));
  const now = Date.now();
  const there = stored && contentOf(stored.fragment);
  const mine = contentOf(fragment);
  const isTaken = there !== undefined && there !== seen && there !== mine;
  const before = isTaken ? undefined : stored;
  const entry: Entry = {
    version: 1,
    ...(before?.name && { name: before.name }),
    made: before?.made ?? now,
    changed: before && there === mine ? before.changed : now,
    ...(step && { step }),
    fragment,
  };
  const place = isTaken ? newDraftId() : id;
  const kept = writeItem(keyOf(place), JSON.stringify(entry));
  if (kept === 'kept') setDraftOfTab(place);
  return { kept, id: place };
}

/** Keeps answers that were changed outside the questionnaire: in this tab's draft if it holds them, else as a new one. */
export function changeDraft(before: string, fragment: string): void {
  const id = draftOfTab();
  const entry = id === undefined ? undefined : readEntry(readItem(keyOf(id)));
  const seen = contentOf(before);
  const isOwn = id !== undefined && entry !== undefined && contentOf(entry.fragment) === seen;
  keepDraft({ id: isOwn ? id : newDraftId(), fragment, seen: isOwn ? seen : undefined });
}

/** Adds a draft, such as one from a file; with a name of its own, or named after what it holds. */
export function addDraft(fragment: string, name?: string): { kept: Kept; id: string } {
  const id = newDraftId();
  const now = Date.now();
  const entry: Entry = { version: 1, ...(name && { name }), made: now, changed: now, fragment };
  return { kept: writeItem(keyOf(id), JSON.stringify(entry)), id };
}

/** Gives a draft a name, or takes it back when that is blank: then it is named after what it holds. */
export function renameDraft({ id, name: _, file: __, ...entry }: Draft, name: string): Kept {
  const given = name.trim().slice(0, 80);
  return writeItem(keyOf(id), JSON.stringify({ ...entry, ...(given && { name: given }) }));
}

/** Removes an entry and returns what it held, so that it can be put back. */
export function removeEntry(key: string): Unreadable | undefined {
  const text = readItem(key);
  if (text === undefined || writeItem(key, undefined) !== 'kept') return undefined;
  return { key, text };
}

/** Puts back what was removed. */
export const putBack = ({ key, text }: Unreadable): Kept => writeItem(key, text);
