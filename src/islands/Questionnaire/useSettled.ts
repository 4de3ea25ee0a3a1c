import { useEffect, useRef, useState } from 'react';
import type { AnswerFile } from '../../schema/answers.ts';
import { type Engine, wakeEngine } from './engine.ts';

/** How long the answers have to rest before what depends on them is told anew: nothing changes while it is being read. */
const SETTLE_MILLISECONDS = 350;

/** What the engine says about the answers once they have settled; until then what it said before. */
export function useSettled<T>(
  file: AnswerFile,
  factsAddress: string,
  read: (engine: Engine, file: AnswerFile) => T,
): T | undefined {
  const [found, setFound] = useState<T | undefined>();
  const latest = useRef({ file, read });
  latest.current = { file, read };
  const settled = JSON.stringify([file.path, file.answers]);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const engine = await wakeEngine(factsAddress);
      if (engine && isCurrent) setFound(latest.current.read(engine, latest.current.file));
    }, SETTLE_MILLISECONDS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [settled, factsAddress]);
  return found;
}
