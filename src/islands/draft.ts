/** Where a draft is kept: the fragment of the address, as text. Only this browser ever sees it. */
const KEYS = { current: 'streamfit.draft', replaced: 'streamfit.replaced' } as const;
export type DraftName = keyof typeof KEYS;

/** A stored draft. `undefined` when there is none, `null` when this browser keeps nothing for us. */
export function loadDraft(name: DraftName): string | undefined | null {
  try {
    return window.localStorage.getItem(KEYS[name]) ?? undefined;
  } catch {
    return null;
  }
}

/** Keeps a draft, or removes it; false when the browser refuses, because storage is forbidden or full. */
export function saveDraft(name: DraftName, fragment: string | undefined): boolean {
  try {
    if (fragment === undefined) window.localStorage.removeItem(KEYS[name]);
    else window.localStorage.setItem(KEYS[name], fragment);
    return true;
  } catch {
    return false;
  }
}
