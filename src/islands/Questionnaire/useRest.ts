import { useCallback, useEffect, useRef, useState } from 'react';
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

const FIRST_TOUCH = ['pointerdown', 'keydown', 'focusin', 'wheel'] as const;

async function fetchRest(address: string): Promise<Rest> {
  const [{ parts, addStyles }, response] = await Promise.all([import('./rest.ts'), fetch(address)]);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await addStyles();
  return { ...parts, texts: (await response.json()) as RestTexts };
}

/** Loads the rest of the questionnaire once; after a failure the next call tries again. */
export function useRest(address: string): { rest: Rest | undefined; wake: () => Promise<boolean> } {
  const [rest, setRest] = useState<Rest | undefined>();
  const loading = useRef<Promise<boolean> | undefined>(undefined);
  const wake = useCallback(() => {
    loading.current ??= fetchRest(address).then(
      (loaded) => {
        setRest(loaded);
        return true;
      },
      () => {
        loading.current = undefined;
        return false;
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
  return { rest, wake };
}
