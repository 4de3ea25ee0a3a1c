import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Editable } from './Editor.tsx';
import { holdPlace } from './place.ts';

/** Where an answer can be edited; the same question may stand in both, and only one editor is open at a time. */
export type Editing = { readonly at: 'answers' | 'open'; readonly id: Editable };

/** Id of the control that opens an editor, where the focus comes back to. */
export const openerId = ({ at, id }: Editing): string => `edit-${at}-${id}`;

/** Which answer is being edited, and where the focus goes once it is not. */
export function useEditing() {
  const [editing, setEditing] = useState<Editing | undefined>();
  const closed = useRef<Editing | undefined>(undefined);

  const close = useCallback((was: Editing) => {
    const opener = document.getElementById(openerId(was));
    if (opener) holdPlace(opener);
    closed.current = was;
    setEditing(undefined);
  }, []);

  useLayoutEffect(() => {
    const was = closed.current;
    if (editing || !was) return;
    closed.current = undefined;
    // An open question that was answered is gone: its section is the nearest place.
    const next = document.getElementById(openerId(was)) ?? document.getElementById(`${was.at}-title`);
    next?.focus({ preventScroll: true });
  }, [editing]);

  return { editing, edit: setEditing, close };
}
