import { Check, Copy } from 'lucide';
import { useState } from 'react';
import type { SayInterface } from '../words.ts';
import { Icon } from './Icon.tsx';

type Props = { text: () => string | Promise<string>; say: SayInterface; children: string; className?: string };
/** How long "copied" is shown. */
const SHOWN_MILLISECONDS = 4000;

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, say, children, className = 'button quiet slim' }: Props) {
  const [state, setState] = useState<'' | 'copied' | 'notCopied'>('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setState('copied');
    } catch {
      setState('notCopied'); // the page is not secure, the browser forbids it, or the text could not be made
    }
    setTimeout(() => setState(''), SHOWN_MILLISECONDS);
  };
  return (
    <span className="copy">
      <button type="button" className={className} onClick={copy}>
        <Icon of={state === 'copied' ? Check : Copy} />
        {children}
      </button>
      <span role="status" className="copy-state">
        {state && say(`result.${state}`)}
      </span>
    </span>
  );
}
