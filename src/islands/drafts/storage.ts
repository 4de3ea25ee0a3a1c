/** What the browser says to keeping something: it may be full, or forbid storage altogether. */
export type Kept = 'kept' | 'full' | 'forbidden';
type Area = 'localStorage' | 'sessionStorage';

/** What is kept under a name; `undefined` when there is nothing, or when storage is forbidden. */
export function readItem(key: string, area: Area = 'localStorage'): string | undefined {
  try {
    return window[area].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, or removes it. */
export function writeItem(key: string, text: string | undefined, area: Area = 'localStorage'): Kept {
  try {
    if (text === undefined) window[area].removeItem(key);
    else window[area].setItem(key, text);
    return 'kept';
  } catch (error) {
    // Firefox has a name of its own for a full storage.
    return error instanceof DOMException && /quota/i.test(error.name) ? 'full' : 'forbidden';
  }
}

/** The names of everything kept for this site, or `null` where storage is forbidden. */
export function storedKeys(): string[] | null {
  try {
    return Object.keys(window.localStorage).filter((key) => key.startsWith('streamfit.'));
  } catch {
    return null;
  }
}
