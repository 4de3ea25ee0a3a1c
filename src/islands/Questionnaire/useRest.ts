import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Texts } from '../../schema/texts.ts';

/** The words the first question does not need. */
export type RestTexts = {
  readonly questions: Texts['questions'];
  readonly paths: Texts['platform']['paths'];
  readonly hops: Texts['platform']['hops'];
  /** Names of protocols by id. */
  readonly protocols: { readonly [id: string]: string };
  readonly rooms: Texts['interface'];
};
export type Rest = typeof import('./rest.ts').parts & { readonly texts: RestTexts };
/** Loads the rest, if need be; nothing when that fails. */
export type WakeRest = () => Promise<Rest | undefined>;

const FIRST_TOUCH = ['pointerdown', 'keydown', 'focusin', 'wheel', 'dragenter'] as const;

async function fetchRest(address: string): Promise<Rest> {
  const [{ parts, addStyles }, response] = await Promise.all([import('./rest.ts'), fetch(address)]);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await addStyles();
  return { ...parts, texts: (await response.json()) as RestTexts };
}

/** Loads the rest of the questionnaire once; after a failure the next call tries again. */
export function useRest(address: string): {
  rest: Rest | undefined;
  /** The same, as soon as it is loaded, for what runs between two renderings. */
  loaded: RefObject<Rest | undefined>;
  wake: WakeRest;
} {
  const [rest, setRest] = useState<Rest | undefined>();
  const loaded = useRef<Rest | undefined>(undefined);
  const loading = useRef<Promise<Rest | undefined> | undefined>(undefined);
  const wake = useCallback(() => {
    loading.current ??= fetchRest(address).then(
      (found) => {
        loaded.current = found;
        setRest(found);
        return found;
      },
      () => {
        loading.current = undefined;
        return undefined;
      },
    );
    return loading.current;
  }, [address]);
  useEffect(() => {
    for (const event of FIRST_TOUCH) window.addEventListener(event, wake, { once: true });
    return () => {
      for (const event of FIRST_TOUCH) window.removeEventListener(event, wake);
    };
  }, [wake]);
  return { rest, loaded, wake };
}
