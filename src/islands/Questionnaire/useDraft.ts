import { type RefObject, useMemo, useRef } from 'react';
import type { Note } from './notes.ts';
import type { Step } from './steps.ts';
import type { Rest } from './useRest.ts';

type Held = {
  readonly id: string;
  /** What the browser keeps for it, as this tab last read or wrote it. */
  readonly seen: string | undefined;
  /** The answers it began with; they are kept only once something has changed, or somebody has gone on from them. */
  readonly opened: string;
};

/** The draft that is open in this tab: kept at every change, told about at most once when that fails. */
export function useDraft(loaded: RefObject<Rest | undefined>, tell: (note: Note) => void) {
  const held = useRef<Held>({ id: '', seen: undefined, opened: '' });
  const told = useRef<Note['kind'] | undefined>(undefined);
  return useMemo(
    () => ({
      held,
      begin(next: Held, isForbidden = false) {
        held.current = next;
        if (isForbidden) told.current = 'no-storage';
      },
      /** Takes the answers of a link that was only opened for the user's own. */
      adopt() {
        held.current = { ...held.current, opened: '' };
      },
      /** Whether the answers are kept now. */
      save(fragment: string, step: Step): boolean {
        const rest = loaded.current;
        if (!rest) return false;
        const { id, seen, opened } = held.current;
        const content = rest.contentOf(fragment);
        if (seen === undefined && content === rest.contentOf(opened)) return false;
        const { kept, id: place } = rest.keepDraft({ id, fragment, step, seen });
        if (kept !== 'kept') {
          const kind = kept === 'full' ? 'full' : 'no-storage';
          if (told.current !== kind) tell({ kind });
          told.current = kind;
          return false;
        }
        told.current = undefined;
        if (place !== id) tell({ kind: 'forked', draft: id });
        held.current = { id: place, seen: content, opened };
        return true;
      },
    }),
    [loaded, tell],
  );
}
