import type { Token, TokenStream } from 'prismjs';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import type { GeneratedFile } from '../../schema/assessment.ts';

type Prism = typeof import('prismjs');
let prism: Promise<Prism> | undefined;

/** Loads the highlighter with the languages of the generated files. The languages look for it as a global. */
async function loadPrism(): Promise<Prism> {
  Object.assign(globalThis, { Prism: { manual: true } });
  const core = (await import('prismjs/components/prism-core')).default as Prism;
  Object.assign(globalThis, { Prism: core });
  await Promise.all([import('prismjs/components/prism-nginx'), import('prismjs/components/prism-yaml')]);
  return core;
}

/** Tokens as elements: nothing is ever put into the page as HTML. */
function show(stream: TokenStream): ReactNode {
  if (typeof stream === 'string') return stream;
  const tokens: (string | Token)[] = Array.isArray(stream) ? stream : [stream];
  return tokens.map((token, index) => {
    if (typeof token === 'string') return <Fragment key={index}>{token}</Fragment>;
    return (
      <span key={index} className={`token ${token.type}`}>
        {show(token.content)}
      </span>
    );
  });
}

type Props = { text: string; language: GeneratedFile['language']; label: string; wrap: boolean };

/** The text of a file, coloured once the highlighter is there. */
export function Code({ text, language, label, wrap }: Props) {
  const [colours, setColours] = useState<Prism | undefined>();
  useEffect(() => {
    prism ??= loadPrism();
    prism.then(
      (loaded) => setColours(() => loaded),
      () => undefined, // the text is readable without colours
    );
  }, []);
  const grammar = colours?.languages[language];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="code" tabIndex={0} aria-label={label}>
      <pre className={wrap ? 'wrap' : ''}>
        <code>{colours && grammar ? show(colours.tokenize(text, grammar)) : text}</code>
      </pre>
    </section>
  );
}
